import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';
import {
  CertificateAuthority,
  type CertificateRequest,
  type IssuedCertificate,
} from '../../apps/hbs-sandbox/src/certificates/authority.js';

/** A certificate authority of one test, and a folder for the certificates that must be files. */
export class TestCertificates {
  private constructor(
    readonly authority: CertificateAuthority,
    private readonly folder: string,
  ) {}

  static async create(): Promise<TestCertificates> {
    const folder = mkdtempSync(join(tmpdir(), 'emp-suite-certificates-'));
    return new TestCertificates(await CertificateAuthority.create('Test'), folder);
  }

  issue(request: Partial<CertificateRequest>): Promise<IssuedCertificate> {
    return this.authority.issue({ name: 'test', purpose: 'client', ...request });
  }

  /** A self-signed certificate. */
  async issueSelfSigned(name: string): Promise<IssuedCertificate> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned(
      { name: `CN=${name}`, keys, signingAlgorithm: algorithm },
      webcrypto,
    );
    const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return { certificate: certificate.toString('pem'), key: PemConverter.encode(key, 'PRIVATE KEY') };
  }

  /** Writes a file. @returns its path */
  file(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** The settings of an edge that presents a certificate of this authority and trusts it. */
  async edgeSettings(): Promise<Record<string, string>> {
    const { certificate, key } = await this.issue({
      name: 'EMP edge',
      purpose: 'server',
      hosts: ['localhost'],
    });
    return {
      EDGE_CERT_FILE: this.file('edge.pem', certificate),
      EDGE_KEY_FILE: this.file('edge.key.pem', key),
      EDGE_CLIENT_CA_FILE: this.file('authority.pem', this.authority.certificate),
    };
  }

  /** The settings of a gateway that calls HBS at this address, with a certificate of this authority. */
  async hbsSettings(baseUrl = 'https://localhost:9/api/oicp'): Promise<Record<string, string>> {
    const { certificate, key } = await this.issue({ name: 'EMP towards HBS' });
    return {
      HBS_BASE_URL: baseUrl,
      HBS_CLIENT_CERT_FILE: this.file('hbs-client.pem', certificate),
      HBS_CLIENT_KEY_FILE: this.file('hbs-client.key.pem', key),
      HBS_CA_FILE: this.file('hbs-authority.pem', this.authority.certificate),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
