import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateAuthority, type IssuedCertificate } from './authority.js';

const RENEW_BEFORE_MS = 30 * 24 * 60 * 60 * 1_000;

/** Paths of a certificate and its key, both PEM. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Paths of the certificates of a development suite, by the party that presents them. */
export interface DevelopmentCertificates {
  /** The authority that all parties trust. */
  readonly authority: string;
  /** HBS when it calls the edge. */
  readonly hbsClient: CertificateFiles;
  /** HBS when it is called. */
  readonly hbsServer: CertificateFiles;
  /** The edge. */
  readonly edge: CertificateFiles;
  /** The EMP when it calls HBS. */
  readonly empClient: CertificateFiles;
}

/** The common name in HBS’s client certificate. */
export const HBS_CLIENT_NAME = 'hbs.sandbox.test';
const LOCAL = ['localhost', '127.0.0.1', '::1'];
/** Host names of the two servers in docker-compose.yml. */
const CONTAINERS = ['gateway', 'hbs-sandbox'];

/** Creates the certificates of a development suite in `folder`, unless they exist and are valid for another month. */
export async function developmentCertificates(folder: string): Promise<DevelopmentCertificates> {
  const files = filesIn(folder);
  const all = [files.hbsClient, files.hbsServer, files.edge, files.empClient].map(
    ({ certificate }) => certificate,
  );
  if (all.every((file) => isValidLongEnough(file))) return files;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = await CertificateAuthority.create('HBS sandbox');
  writeFileSync(files.authority, authority.certificate);
  write(files.hbsClient, await authority.issue({ name: HBS_CLIENT_NAME, purpose: 'client' }));
  write(
    files.hbsServer,
    await authority.issue({
      name: 'HBS sandbox server',
      purpose: 'server',
      hosts: [...LOCAL, ...CONTAINERS],
    }),
  );
  write(
    files.edge,
    await authority.issue({ name: 'EMP edge', purpose: 'server', hosts: [...LOCAL, ...CONTAINERS] }),
  );
  write(files.empClient, await authority.issue({ name: 'EMP towards HBS', purpose: 'client' }));
  return files;
}

function filesIn(folder: string): DevelopmentCertificates {
  const pair = (name: string): CertificateFiles => ({
    certificate: join(folder, `${name}.pem`),
    key: join(folder, `${name}.key.pem`),
  });
  return {
    authority: join(folder, 'authority.pem'),
    hbsClient: pair('hbs-client'),
    hbsServer: pair('hbs-server'),
    edge: pair('edge'),
    empClient: pair('emp-client'),
  };
}

function isValidLongEnough(file: string): boolean {
  if (!existsSync(file)) return false;
  const { validTo } = new X509Certificate(readFileSync(file));
  return new Date(validTo).getTime() > Date.now() + RENEW_BEFORE_MS;
}

function write({ certificate, key }: CertificateFiles, issued: IssuedCertificate): void {
  writeFileSync(certificate, issued.certificate);
  writeFileSync(key, issued.key, { mode: 0o600 });
}
