import { kinds, Setting, type ChecksItself, type SettingProblem } from '#platform';
import { findCertificateProblems, type TlsIdentityFiles } from '../../tls/certificate.js';

/** The listener that HBS calls. */
export class EdgeSettings implements ChecksItself {
  @Setting(kinds.text('an address of this host'), {
    about: 'Address that the listener for HBS binds to.',
    default: '::',
  })
  readonly EDGE_HOST!: string;

  @Setting(kinds.port, {
    about: 'Port of the listener for HBS.',
    default: '8443',
  })
  readonly EDGE_PORT!: number;

  @Setting(kinds.text('the path of a PEM file'), {
    about: 'Certificate (with its chain) that the listener presents; the one uploaded in Hubject’s portal.',
  })
  readonly EDGE_CERT_FILE!: string;

  @Setting(kinds.text('the path of a PEM file'), {
    about: 'Private key of EDGE_CERT_FILE.',
  })
  readonly EDGE_KEY_FILE!: string;

  @Setting(kinds.choice('required', 'optional'), {
    about:
      'Whether a caller must present a certificate. Use `optional` if HBS presents none; only EDGE_ALLOWED_CIDRS then keeps strangers out.',
    default: 'required',
  })
  readonly EDGE_CLIENT_AUTH!: 'required' | 'optional';

  @Setting(kinds.text('the path of a PEM file'), {
    about:
      'Certificate authorities that may have signed a caller’s certificate. With `optional` and without this setting, no certificate is requested.',
    optional: true,
  })
  readonly EDGE_CLIENT_CA_FILE?: string;

  @Setting(kinds.list(kinds.text('a name'), 'names of certificates, separated by commas'), {
    about:
      'Names (common name or DNS name) that a caller’s certificate may carry; empty allows every name that the authority signed.',
    default: '',
  })
  readonly EDGE_CLIENT_NAMES!: readonly string[];

  @Setting(kinds.list(kinds.network, 'addresses or networks such as 203.0.113.0/24, separated by commas'), {
    about:
      'Addresses that may connect: Hubject’s fixed ones. Empty allows every address; only possible with EDGE_CLIENT_AUTH=required.',
    default: '',
  })
  readonly EDGE_ALLOWED_CIDRS!: readonly string[];

  @Setting(kinds.pattern(/^(\/[\w.~-]+)*$/, 'a path such as /hubject, without a slash at its end'), {
    about: 'What precedes `/api/oicp` in the path of the URL that is set in Hubject’s portal.',
    default: '',
  })
  readonly EDGE_PATH_PREFIX!: string;

  @Setting(kinds.duration, {
    about: 'How long a caller may take to send a request; its headers must arrive within a third of it.',
    default: 'PT15S',
  })
  readonly EDGE_REQUEST_TIMEOUT!: number;

  @Setting(kinds.integer(100, 9_500), {
    about:
      'Milliseconds after which an authorization is refused rather than answered late; HBS waits 10,000.',
    default: '3000',
  })
  readonly AUTHORIZE_DEADLINE_MS!: number;

  /** The files of the edge's TLS identity. */
  get tlsFiles(): TlsIdentityFiles {
    const authorities = this.EDGE_CLIENT_CA_FILE;
    return {
      certificate: ['EDGE_CERT_FILE', this.EDGE_CERT_FILE],
      key: ['EDGE_KEY_FILE', this.EDGE_KEY_FILE],
      ...(authorities !== undefined && { authorities: ['EDGE_CLIENT_CA_FILE', authorities] }),
    };
  }

  /** Settings that do not fit each other or their files. */
  problems(): readonly SettingProblem[] {
    return [...this.checkCallers(), ...findCertificateProblems(this.tlsFiles)];
  }

  private checkCallers(): readonly SettingProblem[] {
    if (this.EDGE_CLIENT_AUTH === 'required') {
      const problem = 'is not set; with EDGE_CLIENT_AUTH=required it must be the path of PEM certificates';
      return this.EDGE_CLIENT_CA_FILE === undefined ? [{ setting: 'EDGE_CLIENT_CA_FILE', problem }] : [];
    }
    const problem = 'is empty; with EDGE_CLIENT_AUTH=optional it must name the addresses of HBS';
    return this.EDGE_ALLOWED_CIDRS.length === 0 ? [{ setting: 'EDGE_ALLOWED_CIDRS', problem }] : [];
  }
}
