import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codeOf, type SettingProblem } from '#platform';

/** A setting and the path it gives. */
type FileSetting = readonly [setting: string, path: string];

/** A TLS identity in PEM: our certificate, its key, and the authorities that we trust. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** The files of a TLS identity, each with the setting that names it. */
export interface TlsIdentityFiles {
  readonly certificate: FileSetting;
  readonly key: FileSetting;
  readonly authorities?: FileSetting;
}

/** Everything that makes the files unusable as a TLS identity: each file by itself, then the pair. */
export function findCertificateProblems({
  certificate,
  key,
  authorities,
}: TlsIdentityFiles): readonly SettingProblem[] {
  const certificates = inspect(certificate, 'a PEM certificate', (text) => new X509Certificate(text));
  const keys = inspect(key, 'an unencrypted PEM private key', (text) => createPrivateKey(text));
  const trusted = authorities
    ? inspect(authorities, 'PEM certificates', (text) => new X509Certificate(text))
    : {};
  const inspected: Inspected<unknown>[] = [certificates, keys, trusted];
  const problems = inspected.flatMap(({ problem }) => (problem ? [problem] : []));
  return [...problems, ...findPairProblems(certificate[0], certificates.found, key[0], keys.found)];
}

/** Reads the files. @throws {Error} of the file system */
export function readTlsIdentity({ certificate, key, authorities }: TlsIdentityFiles): TlsIdentity {
  const read = ([, path]: FileSetting): string => readFileSync(path, 'utf8');
  return { cert: read(certificate), key: read(key), ...(authorities && { ca: read(authorities) }) };
}

interface Inspected<T> {
  readonly found?: T;
  readonly problem?: SettingProblem;
}

function inspect<T>([setting, path]: FileSetting, expects: string, read: (text: string) => T): Inspected<T> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const fault = codeOf(error) === 'ENOENT' ? 'does not exist' : `cannot be read (${codeOf(error)})`;
    return {
      problem: { setting, problem: `is "${path}", which ${fault}; it must be the path of ${expects}` },
    };
  }
  try {
    return { found: read(text) };
  } catch {
    return { problem: { setting, problem: `is "${path}", which is not ${expects}` } };
  }
}

function findPairProblems(
  certificateSetting: string,
  certificate: X509Certificate | undefined,
  keySetting: string,
  key: KeyObject | undefined,
): readonly SettingProblem[] {
  if (!certificate) return [];
  const problems: SettingProblem[] = [];
  if (new Date(certificate.validTo) < new Date()) {
    problems.push({
      setting: certificateSetting,
      problem: `holds a certificate that expired on ${certificate.validTo}`,
    });
  }
  if (key && !certificate.checkPrivateKey(key)) {
    problems.push({
      setting: keySetting,
      problem: `is not the key of the certificate in ${certificateSetting}`,
    });
  }
  return problems;
}
