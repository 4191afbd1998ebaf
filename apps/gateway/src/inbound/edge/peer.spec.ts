import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import {
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type JsonGeneralNames,
} from '@peculiar/x509';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { peerOf, type Peer } from './peer.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

describe('the peer of a connection', () => {
  let keys: webcrypto.CryptoKeyPair;
  beforeAll(async () => {
    keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  });

  async function aCertificate(commonName: string, names: JsonGeneralNames = []): Promise<X509Certificate> {
    const certificate = await X509CertificateGenerator.createSelfSigned(
      {
        name: [{ CN: [commonName] }],
        keys,
        signingAlgorithm: ALGORITHM,
        ...(names.length > 0 && { extensions: [new SubjectAlternativeNameExtension(names)] }),
      },
      webcrypto,
    );
    return new X509Certificate(certificate.toString('pem'));
  }

  interface Presented {
    readonly certificate?: X509Certificate | undefined;
    readonly authorized: boolean;
    readonly authorizationError?: string;
  }

  /** Of the TLS socket only what says who is there. */
  function peer({ certificate, ...verdict }: Presented, auth: 'required' | 'optional' = 'required'): Peer {
    const socket = { ...verdict, getPeerX509Certificate: () => certificate } as unknown as TLSSocket;
    return peerOf(socket, { EDGE_CLIENT_AUTH: auth, EDGE_CLIENT_NAMES: ['hbs.example'] });
  }

  it('is not trusted without a certificate where one is required, also in a resumed session of TLS 1.3', () => {
    expect(peer({ authorized: true })).toMatchObject({
      trusted: false,
      fault: 'certificate',
      reason: 'presented no client certificate',
    });
    expect(peer({ authorized: false }, 'optional')).toEqual({ trusted: true, name: undefined });
  });

  it.each<[string, JsonGeneralNames]>([
    ['a URI', [{ type: 'url', value: 'urn:DNS:hbs.example' }]],
    ['an e-mail address', [{ type: 'email', value: 'DNS:hbs.example' }]],
    ['a longer DNS name', [{ type: 'dns', value: 'x DNS:hbs.example y' }]],
    ['a DNS name with a comma', [{ type: 'dns', value: 'x, DNS:hbs.example' }]],
  ])('is not trusted for an allowed name within %s', async (_, names) => {
    const certificate = await aCertificate('somebody', names);
    expect(peer({ certificate, authorized: true })).toMatchObject({ trusted: false, fault: 'name' });
  });

  it('is trusted for an allowed common name or DNS name, in any case', async () => {
    const byDns = await aCertificate('x', [{ type: 'dns', value: 'HBS.Example' }]);
    expect(peer({ certificate: byDns, authorized: true })).toEqual({ trusted: true, name: 'x' });
    const byCommonName = await aCertificate('HBS.example');
    expect(peer({ certificate: byCommonName, authorized: true })).toMatchObject({ trusted: true });
  });

  it('is described by its certificate in short, without control characters', async () => {
    const certificate = await aCertificate(
      `evil\u0000\n{level:error}\u202E${'x'.repeat(50_000)}`,
      Array.from({ length: 100 }, (_, index) => ({ type: 'dns' as const, value: `${index}.example` })),
    );
    const found = peer({ certificate, authorized: false, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(found).toMatchObject({
      trusted: false,
      fault: 'certificate',
      publicReason: 'its certificate is not valid here',
      reason: expect.stringMatching(
        /^certificate with common name "evil \{level:error\}x+…", DNS "0.example", "1.example", "2.example" and 97 more, issued by "evil .*…": it is self-signed and not in EDGE_CLIENT_CA_FILE$/,
      ),
    });
    const { reason, name } = found as Extract<Peer, { trusted: false }>;
    expect(reason.length).toBeLessThan(400);
    expect(name?.length).toBeLessThan(100);
    expect(`${reason}${name}`).not.toMatch(/[\p{Cc}\u202E]/u);
  });

  it('is not trusted where its certificate cannot be read', () => {
    const certificate = { toLegacyObject: () => ({}) } as unknown as X509Certificate;
    expect(peer({ certificate, authorized: true })).toMatchObject({
      trusted: false,
      reason: 'presented a certificate that cannot be read',
    });
  });
});
