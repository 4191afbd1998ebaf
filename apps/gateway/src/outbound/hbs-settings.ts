import { kinds, Setting, type ChecksItself, type SettingProblem } from '#platform';
import { findCertificateProblems, type TlsIdentityFiles } from '../tls/certificate.js';

/** The services' calls expire after 65 s: a later answer of HBS would be discarded. */
const LONGEST_PULL_MS = 60_000;

/** How the gateway calls HBS. */
export class HbsSettings implements ChecksItself {
  @Setting(kinds.url(['https'], 'https://service.hubject.com/api/oicp'), {
    about:
      'URL of HBS up to and including `/api/oicp`. Without it, `npm start` starts the sandbox and uses that.',
  })
  readonly HBS_BASE_URL!: string;

  @Setting(kinds.text('the path of a PEM file'), {
    about: 'Certificate (with its chain) that the gateway presents to HBS, signed by Hubject’s authority.',
  })
  readonly HBS_CLIENT_CERT_FILE!: string;

  @Setting(kinds.text('the path of a PEM file'), { about: 'Private key of HBS_CLIENT_CERT_FILE.' })
  readonly HBS_CLIENT_KEY_FILE!: string;

  @Setting(kinds.text('the path of a PEM file'), {
    about:
      'Certificate authorities that may have signed the certificate of HBS’s server: Hubject’s own, and no others.',
  })
  readonly HBS_CA_FILE!: string;

  @Setting(kinds.url(['http', 'https'], 'http://proxy.example:3128'), {
    about: 'HTTP proxy for calls to HBS, which gives them the fixed address that Hubject whitelists.',
    optional: true,
    secret: true,
  })
  readonly HBS_PROXY_URL?: string;

  @Setting(kinds.duration, {
    about:
      'How long HBS may take to answer with a page, or to begin with the status of the whole network; at most PT60S.',
    default: 'PT60S',
  })
  readonly HBS_PULL_TIMEOUT!: number;

  /** The files of the TLS identity that HBS sees. */
  get tlsFiles(): TlsIdentityFiles {
    return {
      certificate: ['HBS_CLIENT_CERT_FILE', this.HBS_CLIENT_CERT_FILE],
      key: ['HBS_CLIENT_KEY_FILE', this.HBS_CLIENT_KEY_FILE],
      authorities: ['HBS_CA_FILE', this.HBS_CA_FILE],
    };
  }

  /** Settings that do not fit each other or their files. */
  problems(): readonly SettingProblem[] {
    return [...this.ownProblems(), ...findCertificateProblems(this.tlsFiles)];
  }

  private ownProblems(): readonly SettingProblem[] {
    const problems: SettingProblem[] = [];
    const { pathname, search, hash } = new URL(this.HBS_BASE_URL);
    if (pathname.endsWith('/') || search !== '' || hash !== '') {
      const problem = `is "${this.HBS_BASE_URL}"; it must end with its path, such as /api/oicp, without a slash, query or fragment`;
      problems.push({ setting: 'HBS_BASE_URL', problem });
    }
    if (this.HBS_PULL_TIMEOUT < 1_000 || this.HBS_PULL_TIMEOUT > LONGEST_PULL_MS)
      problems.push({ setting: 'HBS_PULL_TIMEOUT', problem: 'must be from PT1S to PT60S' });
    return problems;
  }
}
