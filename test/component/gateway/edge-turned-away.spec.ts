import { once } from 'node:events';
import { connect as tcpConnect } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import type { ExchangeView } from '../../../apps/gateway/src/api/exchanges/exchange-view.js';
import { CertificateAuthority } from '../../../apps/hbs-sandbox/src/certificates/authority.js';
import { API_KEY, EdgeSuite, HBS_NAME, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { anAuthorizeStart, START_PATH } from '../../support/edge-caller.js';

const BODY = JSON.stringify(anAuthorizeStart('04FFFFFFFFFFFF'));

type Recorded = Readonly<Record<string, unknown>>;

/** The alarms about callers who were turned away so far. */
function alarmsOf({ platform }: RunningGateway): readonly Recorded[] {
  return platform.recorded.lines.filter(({ code }) => code === 'EDGE_TURNED_AWAY');
}

describe('a caller who is turned away at the edge, over real TLS', () => {
  let suite: EdgeSuite;
  let authority: string;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    authority = suite.certificates.authority.certificate;
  });
  afterAll(() => suite.stop());

  /** The only entry in the journal; there must be one alarm with the same address and reason. */
  async function turnedAway(gateway: RunningGateway): Promise<Recorded> {
    const [entry = {}] = await eventually(() => {
      expect(journaled(gateway)).toHaveLength(1);
      return journaled(gateway);
    });
    const { address, operation, reason } = entry;
    expect(address).toBe('127.0.0.1');
    expect(alarmsOf(gateway)).toEqual([
      expect.objectContaining({ level: 'warn', times: 1, address, operation, reason }),
    ]);
    return entry;
  }

  /** What a caller receives who sends a request as soon as the handshake is complete on their side. */
  async function answerTo(gateway: RunningGateway, tls: ConnectionOptions): Promise<string> {
    const socket = connect({
      port: gateway.edgePort,
      host: '127.0.0.1',
      servername: 'localhost',
      ca: authority,
      ...tls,
    });
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write(`POST ${START_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`);
    await new Promise<void>((resolve) => {
      socket.on('close', () => resolve());
    });
    return text;
  }

  describe.each(['TLSv1.2', 'TLSv1.3'] as const)('by %s', (version) => {
    const byVersion = { minVersion: version, maxVersion: version };

    it.each<[string, () => Promise<ConnectionOptions>, RegExp]>([
      ['without a certificate', () => Promise.resolve({}), /^presented no client certificate$/],
      [
        'with a certificate of a foreign authority',
        async () => {
          const foreign = await CertificateAuthority.create('Foreign');
          const issued = await foreign.issue({ name: HBS_NAME, purpose: 'client', hosts: ['a.example'] });
          return { cert: issued.certificate, key: issued.key };
        },
        /^certificate with common name "hbs.example", DNS "a.example", issued by "Foreign": its authority is not in EDGE_CLIENT_CA_FILE$/,
      ],
      [
        'with a certificate that is self-signed',
        async () => {
          const issued = await suite.certificates.issueSelfSigned(HBS_NAME);
          return { cert: issued.certificate, key: issued.key };
        },
        /common name "hbs.example", issued by "hbs.example": it is self-signed and not in EDGE_CLIENT_CA_FILE$/,
      ],
      [
        'with a certificate that has expired',
        async () => {
          const issued = await suite.certificates.issue({ name: HBS_NAME, days: -1 });
          return { cert: issued.certificate, key: issued.key };
        },
        /common name "hbs.example", issued by "Test": it expired on \d{4}-\d\d-\d\d$/,
      ],
      [
        'with a certificate that is not yet valid',
        async () => {
          const issued = await suite.certificates.issue({ name: HBS_NAME, validIn: 10 });
          return { cert: issued.certificate, key: issued.key };
        },
        /common name "hbs.example", issued by "Test": it is valid only from \d{4}-\d\d-\d\d$/,
      ],
      [
        'with a certificate for servers',
        async () => {
          const issued = await suite.certificates.issue({ name: HBS_NAME, purpose: 'server' });
          return { cert: issued.certificate, key: issued.key };
        },
        /common name "hbs.example", issued by "Test": it is not a certificate for clients/,
      ],
    ])('%s gets no answer, and is in log and journal with the reason', async (_, present, reason) => {
      const gateway = await suite.startGateway();
      expect(await answerTo(gateway, { ...byVersion, ...(await present()) })).toBe('');
      expect(await turnedAway(gateway)).toMatchObject({
        operation: 'TLS handshake',
        httpStatus: 0,
        reason: expect.stringMatching(reason),
      });
    });
  });

  it('because it speaks TLS 1.1', async () => {
    const gateway = await suite.startGateway();
    const version = 'TLSv1.1';
    const tls = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' } as const;
    expect(await answerTo(gateway, tls)).toBe('');
    expect(await turnedAway(gateway)).toMatchObject({ reason: expect.stringContaining('no version of TLS') });
  });

  it('because no cipher is shared', async () => {
    const gateway = await suite.startGateway();
    // The edge’s key is an elliptic-curve key.
    const ciphers = 'ECDHE-RSA-AES128-GCM-SHA256';
    expect(await answerTo(gateway, { maxVersion: 'TLSv1.2', ciphers })).toBe('');
    expect(await turnedAway(gateway)).toMatchObject({ reason: expect.stringContaining('cipher') });
  });

  it.each([
    ['plain HTTP', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n', 'does not speak TLS, but plain HTTP'],
    ['SSH', 'SSH-2.0-OpenSSH_9.6\r\n', 'does not speak TLS'],
  ])('because it speaks %s', async (_, sent, reason) => {
    const gateway = await suite.startGateway();
    const socket = tcpConnect({ port: gateway.edgePort, host: '127.0.0.1' });
    socket.on('error', () => {});
    socket.write(sent);
    socket.resume();
    await once(socket, 'close');
    expect(await turnedAway(gateway)).toMatchObject({ operation: 'TLS handshake', reason });
  });

  it('because it does not accept our certificate', async () => {
    const gateway = await suite.startGateway();
    const { certificate: ca } = await CertificateAuthority.create('Foreign');
    expect(await answerTo(gateway, { ca, minVersion: 'TLSv1.3' })).toBe('');
    expect(await turnedAway(gateway)).toMatchObject({ reason: expect.stringContaining('our certificate') });
  });

  it('because its address is not allowed', async () => {
    const gateway = await suite.startGateway({ EDGE_ALLOWED_CIDRS: '203.0.113.0/24' });
    expect(await answerTo(gateway, {})).toBe('');
    expect(await turnedAway(gateway)).toMatchObject({
      operation: 'connection',
      reason: 'not in EDGE_ALLOWED_CIDRS',
    });
  });

  it('because of the name in its certificate receives 017, without the allowed names', async () => {
    const gateway = await suite.startGateway();
    const issued = await suite.certificates.issue({ name: 'somebody.example', hosts: ['b.example'] });
    const somebody = await suite.hbs(gateway, { cert: issued.certificate, key: issued.key });
    const { text } = await somebody.send({ body: BODY });
    expect(JSON.parse(text)).toMatchObject({ StatusCode: { Code: '017' } });
    expect(text).not.toContain('EDGE_');
    expect(await turnedAway(gateway)).toMatchObject({
      operation: 'authorizeStart',
      code: '017',
      peer: 'somebody.example',
      reason:
        'certificate with common name "somebody.example", DNS "b.example", issued by "Test": none of its names is in EDGE_CLIENT_NAMES',
    });
  });

  it('because what it sends over TLS is not HTTP, or too slow', async () => {
    const gateway = await suite.startGateway({ EDGE_REQUEST_TIMEOUT: 'PT1.5S' });
    const issued = await suite.certificates.issue({ name: HBS_NAME });
    const send = async (text: string): Promise<void> => {
      const tls = { ca: authority, cert: issued.certificate, key: issued.key, servername: 'localhost' };
      const socket = connect({ ...tls, port: gateway.edgePort, host: '127.0.0.1' });
      socket.on('error', () => {});
      socket.resume();
      socket.write(text);
      await new Promise<void>((resolve) => {
        socket.on('close', () => resolve());
      });
    };
    await send('HELLO\r\n\r\n');
    await send(`POST ${START_PATH} HTTP/1.1\r\nHost: x\r\n`);
    await eventually(() => expect(alarmsOf(gateway)).toHaveLength(2));
    expect(alarmsOf(gateway)).toMatchObject([
      { address: '127.0.0.1', peer: HBS_NAME, reason: expect.stringContaining('not valid HTTP') },
      { address: '127.0.0.1', peer: HBS_NAME, reason: expect.stringContaining('EDGE_REQUEST_TIMEOUT') },
    ]);
    expect(journaled(gateway)).toMatchObject([{ httpStatus: 400 }, { httpStatus: 408 }]);
  });

  it('a hundred times is a hundred entries of the journal, found by API, and one line of the log', async () => {
    const gateway = await suite.startGateway();
    const before = await exchangesOf(gateway);
    for (let time = 0; time < 10; time += 1)
      await Promise.all(Array.from({ length: 10 }, () => answerTo(gateway, {})));
    await eventually(async () => {
      const after = await exchangesOf(gateway);
      expect(after.length - before.length).toBe(100);
      expect(after[0]).toMatchObject({ address: '127.0.0.1', reason: 'presented no client certificate' });
    });
    expect(alarmsOf(gateway)).toHaveLength(1);
  });

  async function exchangesOf({ apiUrl }: RunningGateway): Promise<readonly ExchangeView[]> {
    const query = new URLSearchParams({ operation: 'TLS handshake', limit: '500' });
    const answer = await request(`${apiUrl}/v1/exchanges?${query.toString()}`, {
      headers: { authorization: `Bearer ${API_KEY}` },
      reset: true,
    });
    return ((await answer.body.json()) as { items: ExchangeView[] }).items;
  }

  it('is neither HBS with an unknown path, nor a caller who connects and sends nothing', async () => {
    const gateway = await suite.startGateway();
    expect((await (await suite.hbs(gateway)).send({ path: '/' })).status).toBe(404);
    const socket = tcpConnect({ port: gateway.edgePort, host: '127.0.0.1' });
    socket.resume();
    await once(socket, 'connect');
    socket.end();
    await once(socket, 'close');
    await eventually(() => expect(journaled(gateway)).toHaveLength(2));
    expect(journaled(gateway)).toMatchObject([
      { operation: 'unknown path', peer: HBS_NAME },
      { operation: 'connection', reason: 'ended the connection before it sent anything' },
    ]);
    expect(alarmsOf(gateway)).toEqual([]);
  });
});
