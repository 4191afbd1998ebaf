import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RpcClient, type WithBytes } from '#messaging';
import { parseHbsReply, type HbsReply, type SuiteMessages } from '#suite';
import { EdgeSuite, journaled, type RunningGateway } from '../../support/edge-suite.js';
import { eventually } from '../../support/eventually.js';
import { answering, FakeHbsServer, type ServerBehaviour } from '../../support/fake-hbs-server.js';

const REMOTE_START = JSON.stringify({
  ProviderID: 'DE-EMP',
  EvseID: 'DE*ABC*E12345*1',
  EMPPartnerSessionID: 'ours-1',
  Identification: { RemoteIdentification: { EvcoID: 'DE-EMP-C12345678-X' } },
});
const PULL = JSON.stringify({ ProviderID: 'DE-EMP', GeoCoordinatesResponseFormat: 'Google' });
const silence: ServerBehaviour = () => {};
const cutting: ServerBehaviour = (_call, response) => void response.socket?.destroy();

describe('calls to HBS, over real mutual TLS, RabbitMQ and PostgreSQL', () => {
  let suite: EdgeSuite;
  let hbs: FakeHbsServer;
  let gateway: RunningGateway;
  let rpc: RpcClient<SuiteMessages>;
  beforeAll(async () => {
    suite = await EdgeSuite.create();
    hbs = await FakeHbsServer.start({ certificates: suite.certificates });
    gateway = await suite.startGateway({
      HBS_BASE_URL: hbs.baseUrl,
      HBS_PULL_TIMEOUT: 'PT2S',
      REMOTE_TIMEOUT_MS: '2000',
    });
    rpc = gateway.application.get(RpcClient);
  });
  beforeEach(async () => {
    await eventually(page); // a gateway listens before its database is connected
    hbs.calls.length = 0;
    hbs.behaviour = answering(200, {
      Result: true,
      StatusCode: { Code: '000' },
      SessionID: 'b2688855-7f00-0002-6d8e-48d883f6abb6',
    });
  });
  afterAll(async () => {
    await suite.stop();
    await hbs.stop();
  });

  const start = (): Promise<WithBytes<HbsReply>> =>
    rpc.call('hbs.authorize-remote-start', { providerId: 'DE-EMP', body: REMOTE_START });
  const page = (): Promise<WithBytes<HbsReply>> =>
    rpc.call('hbs.pull-evse-data', { providerId: 'DE-EMP', body: PULL, page: { number: 3, size: 2_000 } });

  it('are sent unchanged to the path of their operation, and return the answer byte for byte', async () => {
    const body = Buffer.from('{"content": [], "number": 3 , "last":true}\n');
    hbs.behaviour = answering(200, body, { 'process-id': 'P-1' });
    const { about, bytes } = await page();
    expect(bytes.equals(body)).toBe(true);
    expect(about).toMatchObject({ kind: 'answered', httpStatus: 200, headers: { 'process-id': 'P-1' } });
    expect(hbs.calls).toEqual([
      expect.objectContaining({
        path: '/api/oicp/evsepull/v23/providers/DE-EMP/data-records?page=3&size=2000',
        body: PULL,
        caller: 'EMP towards HBS',
      }),
    ]);
  });

  it('are journaled with their subject and their outcome', async () => {
    await start();
    expect(journaled(gateway).at(-1)).toMatchObject({
      direction: 'outbound',
      operation: 'authorizeRemoteStart',
      partner: 'DE-EMP',
      httpStatus: 200,
      code: '000',
      processId: 'test-process',
      evseId: 'DE*ABC*E12345*1',
      sessionId: 'b2688855-7f00-0002-6d8e-48d883f6abb6',
      identification: 'DE…-X',
    });
  });

  it.each<[string, ServerBehaviour, string, string]>([
    ['a refusal by code', answering(404, { StatusCode: { Code: '210' } }), 'refused', ''],
    [
      'a foreign identity',
      answering(400, { StatusCode: { Code: '017' } }),
      'identity-error',
      'HBS_IDENTITY_REFUSED',
    ],
    ['HTML with 403', answering(403, '<html>Forbidden</html>'), 'not-whitelisted', 'HBS_ADDRESS_REFUSED'],
    [
      'HTML with 400 about our certificate',
      answering(400, '<html>No required SSL certificate was sent</html>'),
      'tls-error',
      'HBS_TLS_FAILED',
    ],
    ['HTML with 502', answering(502, '<html>Bad Gateway</html>'), 'unavailable', 'HBS_NOT_ANSWERING'],
    ['nothing with 200', answering(200, ''), 'unavailable', 'HBS_NOT_ANSWERING'],
    ['HTML with 200', answering(200, '<html>hello</html>'), 'unavailable', 'HBS_NOT_ANSWERING'],
    [
      'wrong fields',
      answering(400, { validationErrors: [{ fieldReference: 'EvseID' }] }),
      'invalid-request',
      'HBS_REQUEST_INVALID',
    ],
    ['silence', silence, 'unavailable', 'HBS_NOT_ANSWERING'],
    ['a connection cut after the request was read', cutting, 'unavailable', 'HBS_NOT_ANSWERING'],
  ])('answered with %s are sent once, and report that outcome', async (_, behaviour, outcome, alarm) => {
    hbs.behaviour = behaviour;
    const answer = parseHbsReply('authorizeRemoteStart', await start());
    expect(answer).toMatchObject({ outcome, repeatable: false });
    expect(hbs.calls).toHaveLength(1);
    expect(alarm === '' || gateway.platform.recorded.alarms().includes(alarm)).toBe(true);
  });

  it.each<[string, ServerBehaviour, string]>([
    [
      'gzip',
      answering(200, gzipSync('{"content": []}'), { 'content-encoding': 'gzip' }),
      'the content encoding "gzip" is not supported',
    ],
    [
      'much of gzip',
      answering(200, gzipSync(randomBytes(100_000).toString('hex')), { 'content-encoding': 'gzip' }),
      'the content encoding "gzip" is not supported',
    ],
    [
      'UTF-16',
      answering(200, Buffer.from('{"content": []}', 'utf16le'), {
        'content-type': 'application/json;charset=utf-16',
      }),
      'the charset "utf-16" is not supported',
    ],
    [
      'gzip and 400',
      answering(400, gzipSync('{"StatusCode": {"Code": "300"}}'), { 'content-encoding': 'gzip' }),
      'the content encoding "gzip" is not supported',
    ],
  ])(
    'answered in %s name the encoding, to the service that called and in the journal',
    async (_, behaviour, named) => {
      hbs.behaviour = behaviour;
      expect(parseHbsReply('pullEvseData', await page()).sentence).toContain(named);
      expect(journaled(gateway).at(-1)).toMatchObject({
        operation: 'pullEvseData',
        reason: expect.stringContaining(named),
      });
      expect(hbs.calls.at(-1)?.headers['accept-encoding']).toBe('identity');
    },
  );

  it('distinguish a time-out from a broken connection', async () => {
    hbs.behaviour = silence;
    expect(await start()).toMatchObject({ about: { kind: 'failed', failure: 'timed-out' } });
    hbs.behaviour = cutting;
    expect(await start()).toMatchObject({ about: { kind: 'failed', failure: 'cut-off' } });
  });
});
