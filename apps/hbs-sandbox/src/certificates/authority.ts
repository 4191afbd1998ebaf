import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type Extension,
  type JsonGeneralNames,
  type X509Certificate,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A certificate and its key, as PEM. */
export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate to issue. */
export interface CertificateRequest {
  /** Common name. */
  readonly name: string;
  readonly purpose: 'server' | 'client';
  /** DNS names and IP addresses of a server. */
  readonly hosts?: readonly string[];
  /** Days of validity; a negative number issues an expired certificate. */
  readonly days?: number;
  /** Days until it becomes valid; by default it is valid from now on. */
  readonly validIn?: number;
}

/** A certificate authority for development and tests only. */
export class CertificateAuthority {
  private constructor(
    private readonly own: X509Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  /** Creates an authority with a new key. @param name its common name */
  static async create(name: string): Promise<CertificateAuthority> {
    const keys = await newKeys();
    const own = await X509CertificateGenerator.createSelfSigned(
      {
        serialNumber: newSerialNumber(),
        name: `CN=${name}`,
        ...validity(3_650),
        keys,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new BasicConstraintsExtension(true, 1, true),
          new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
          await SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
        ],
      },
      webcrypto,
    );
    return new CertificateAuthority(own, keys);
  }

  /** The authority’s own certificate, as PEM. */
  get certificate(): string {
    return this.own.toString('pem');
  }

  /** Issues a certificate with a new key. */
  async issue({
    name,
    purpose,
    hosts = [],
    days = 730,
    validIn,
  }: CertificateRequest): Promise<IssuedCertificate> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create(
      {
        serialNumber: newSerialNumber(),
        subject: `CN=${name}`,
        issuer: this.own.subject,
        ...validity(days, validIn),
        publicKey: keys.publicKey,
        signingKey: this.keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: await this.extensions(keys.publicKey, purpose, hosts),
      },
      webcrypto,
    );
    const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return { certificate: certificate.toString('pem'), key: PemConverter.encode(key, 'PRIVATE KEY') };
  }

  private async extensions(
    publicKey: webcrypto.CryptoKey,
    purpose: CertificateRequest['purpose'],
    hosts: readonly string[],
  ): Promise<Extension[]> {
    const usage = purpose === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth;
    const names: JsonGeneralNames = hosts.map((host) => ({
      type: /^[\d.]+$|:/.test(host) ? 'ip' : 'dns',
      value: host,
    }));
    return [
      new BasicConstraintsExtension(false),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([usage]),
      await AuthorityKeyIdentifierExtension.create(this.own.publicKey, false, webcrypto),
      await SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
    ];
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function newSerialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0] ?? 0) & 0x7f; // positive, as X.509 demands
  return Buffer.from(bytes).toString('hex');
}

function validity(days: number, validIn?: number): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  const end = now + days * DAY_MS;
  const begin = validIn === undefined ? Math.min(now, end) - DAY_MS : now + validIn * DAY_MS;
  return { notBefore: new Date(begin), notAfter: new Date(end) };
}
