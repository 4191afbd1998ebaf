import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RpcClient } from '#messaging';
import type { SuiteMessages } from '#suite';
import { gatewayDatabase } from '../../../apps/gateway/src/database.js';
import { CertificateAuthority } from '../../../apps/hbs-sandbox/src/certificates/authority.js';
import { EdgeSuite, HBS_NAME, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { anAuthorizeStart, START_PATH, type EdgeCallerAnswer } from '../../support/edge-caller.js';

const BODY = JSON.stringify(anAuthorizeStart('04FFFFFFFFFFFF'));

describe('the edge for HBS, over real TLS', () => {
  let suite: EdgeSuite;
  let gateway: RunningGateway;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    await suite.startAuthorization();
    gateway = await suite.startGateway({ EDGE_REQUEST_TIMEOUT: 'PT1.5S' });
  });
  afterAll(() => suite.stop());

  const lastJournaled = (): Record<string, unknown> | undefined => journaled(gateway).at(-1);

  async function rawConnection(more: ConnectionOptions = {}): Promise<TLSSocket> {
    const { certificate: cert, key } = await suite.certificates.issue({ name: HBS_NAME });
    const ca = suite.certificates.authority.certificate;
    const socket = connect({
      port: gateway.edgePort,
      host: '127.0.0.1',
      servername: 'localhost',
      ca,
      cert,
      key,
      ...more,
    });
    socket.on('error', () => {});
    await once(socket, 'secureConnect');
    return socket;
  }

  /** What is received until the other side ends the connection. */
  async function untilEnd(socket: TLSSocket): Promise<string> {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    // Not by `once`, which fails on an error: a caller who is still sending sees the end of a connection as a reset.
    await new Promise<void>((resolve) => {
      socket.on('close', () => resolve());
    });
    return text;
  }

  it('answers a certificate of another name with 017, in an OICP envelope', async () => {
    const { certificate: cert, key } = await suite.certificates.issue({ name: 'somebody.example' });
    const somebody = await suite.hbs(gateway, { cert, key });
    const { status, text } = await somebody.send({ body: BODY });
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        AuthorizationStatus: 'NotAuthorized',
        StatusCode: { Code: '017', AdditionalInfo: expect.any(String) },
      },
    ]);
    expect(lastJournaled()).toMatchObject({ code: '017', peer: 'somebody.example' });
  });

  it('accepts HBS by a DNS name of its certificate, in any case', async () => {
    const { certificate: cert, key } = await suite.certificates.issue({ name: 'x', hosts: ['HBS.Example'] });
    const hbs = await suite.hbs(gateway, { cert, key });
    expect((await hbs.send({ body: BODY })).text).toContain('"102"');
  });

  it.each([
    ['another path', { path: '/' }],
    ['a path beside ours', { path: `${START_PATH}/more` }],
    ['another method', { method: 'GET' }],
    ['a broken escape in the path', { path: '/api/oicp/%zz' }],
    ['a path of 10,000 characters', { path: `/${'x'.repeat(10_000)}` }],
  ])('answers %s with 404', async (_, request) => {
    const hbs = await suite.hbs(gateway);
    expect((await hbs.send(request)).status).toBe(404);
    expect(lastJournaled()).toMatchObject({ operation: 'unknown path', httpStatus: 404 });
  });

  it.each([
    ['300 characters', 'x'.repeat(300)],
    ['8,000 characters', 'x'.repeat(8_000)],
    ['half a character', '%ED%A0%80'],
    ['a broken escape', 'DE%ABC'],
    ['NUL', '%00'],
  ])('answers an OperatorID of %s in an OICP envelope, and journals it', async (_, operator) => {
    const hbs = await suite.hbs(gateway);
    const path = `/api/oicp/charging/v21/operators/${operator}/authorize/start`;
    expect(await hbs.send({ path, body: BODY })).toMatchObject({
      status: 200,
      text: expect.stringContaining('"NotAuthorized"'),
    });
    expect(lastJournaled()).toMatchObject({ operation: 'authorizeStart', code: '102' });
  });

  it.each([
    ['what is not HTTP', 'HELLO\r\n\r\n', /^HTTP\/1.1 400 /],
    ['headers of 100 kB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, /^HTTP\/1.1 400 |^$/],
    [
      'two lengths for one body',
      `POST ${START_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      /^HTTP\/1.1 400 /,
    ],
  ])('closes the connection on %s', async (_, sent, answer) => {
    const socket = await rawConnection();
    socket.write(sent);
    expect(await untilEnd(socket)).toMatch(answer);
    expect(lastJournaled()).toMatchObject({ operation: 'malformed HTTP', address: '127.0.0.1' });
  });

  it.each([
    ['headers', `POST ${START_PATH} HTTP/1.1\r\nHost: x\r\n`],
    ['a body', `POST ${START_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`],
  ])('waits for %s up to EDGE_REQUEST_TIMEOUT, then closes the connection', async (_, begun) => {
    const socket = await rawConnection();
    const before = journaled(gateway).length;
    socket.write(begun);
    const dripping = setInterval(() => socket.write(begun.includes('Length') ? ' ' : 'X-Y: z\r\n'), 100);
    const text = await untilEnd(socket);
    clearInterval(dripping);
    expect(text).toMatch(/^(HTTP\/1.1 408 .*)?$/s);
    // By the next exchange, Node has reported everything about the end of the first one.
    const hbs = await suite.hbs(gateway);
    await hbs.send({ path: '/' });
    expect(journaled(gateway).slice(before)).toMatchObject([{ httpStatus: 408 }, { httpStatus: 404 }]);
  });

  it('journals a truncated body once', async () => {
    const before = journaled(gateway).length;
    for (const leave of ['end', 'destroy'] as const) {
      const socket = await rawConnection();
      socket.write(`POST ${START_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`);
      await (await suite.hbs(gateway)).send({ path: '/' });
      socket[leave]();
      await untilEnd(socket);
    }
    await (await suite.hbs(gateway)).send({ path: '/' });
    const cutOff = journaled(gateway)
      .slice(before)
      .filter(({ httpStatus }) => httpStatus !== 404);
    expect(cutOff).toHaveLength(2);
  });

  it('keeps answering HBS while others hold connections open', async () => {
    const idle = await Promise.all(Array.from({ length: 50 }, () => rawConnection()));
    const hbs = await suite.hbs(gateway);
    const answers = await Promise.all(Array.from({ length: 100 }, () => hbs.send({ body: BODY })));
    expect(answers.every(({ text }) => text.includes('"102"'))).toBe(true);
    for (const socket of idle) socket.destroy();
  });

  it('closes the connection of an address that is not allowed before it sends anything', async () => {
    const closed = await suite.startGateway({ EDGE_ALLOWED_CIDRS: '203.0.113.0/24,2001:db8::/32' });
    const hbs = await suite.hbs(closed);
    await expect(hbs.send({ body: BODY })).rejects.toThrow(/socket|ECONNRESET/);
    expect(journaled(closed).at(-1)).toMatchObject({ operation: 'connection', address: '127.0.0.1' });
    const open = await suite.startGateway({ EDGE_ALLOWED_CIDRS: '127.0.0.0/8' });
    expect((await (await suite.hbs(open)).send({ body: BODY })).text).toContain('"102"');
  });

  it('accepts callers without a certificate where that is optional, but none with an invalid one', async () => {
    const optional = await suite.startGateway({
      EDGE_CLIENT_AUTH: 'optional',
      EDGE_ALLOWED_CIDRS: '127.0.0.1',
    });
    const plain = await suite.hbs(optional, { cert: '' });
    expect((await plain.send({ body: BODY })).text).toContain('"102"');
    const foreign = await CertificateAuthority.create('Foreign');
    const { certificate: cert, key } = await foreign.issue({ name: HBS_NAME, purpose: 'client' });
    const stranger = await suite.hbs(optional, { cert, key });
    expect((await stranger.send({ body: BODY })).text).toContain('"017"');
  });

  it('answers under the prefix that is set in the portal', async () => {
    const prefixed = await suite.startGateway({ EDGE_PATH_PREFIX: '/hubject/v1' });
    const hbs = await suite.hbs(prefixed);
    expect((await hbs.send({ path: `/hubject/v1${START_PATH}`, body: BODY })).text).toContain('"102"');
    expect((await hbs.send({ body: BODY })).status).toBe(404);
  });

  it('answers requests in progress when it is stopped, and stores all of them in the journal', async () => {
    const stopping = await suite.startGateway();
    const hbs = await suite.hbs(stopping);
    const SessionID = randomUUID();
    const body = JSON.stringify({ ...anAuthorizeStart('04FFFFFFFFFFFF'), SessionID });
    const sendMany = (): Promise<EdgeCallerAnswer[]> =>
      Promise.all(Array.from({ length: 20 }, () => hbs.send({ body })));
    await sendMany();
    // While the broker is silent all of them are in progress: in the gateway, and not answered.
    suite.host.network.setSilent(true);
    const answers = sendMany();
    const calls = stopping.application.get<RpcClient<SuiteMessages>>(RpcClient);
    await eventually(() => expect(calls.pendingCalls).toBe(20));
    const stopped = stopping.close();
    suite.host.network.setSilent(false);
    await stopped;
    for (const { text } of await answers) expect(text).toContain('"102"');
    await expect(hbs.send({ body })).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket/);
    // Their rows are written after the last answer: the database is closed later than what writes to it.
    const database = await suite.database.connect(gatewayDatabase);
    const rows = await database.query<object[]>('select from gateway.exchange where session_id = $1', [
      SessionID,
    ]);
    expect(rows).toHaveLength(40);
  });
});
