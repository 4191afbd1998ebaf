import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { collectBody } from '../../../apps/gateway/src/outbound/collect-body.js';
import { HbsConnection, type HbsResponse } from '../../../apps/gateway/src/outbound/hbs-connection.js';
import type { CalledOperation } from '../../../apps/gateway/src/outbound/called-operations.js';
import { HbsTimeouts } from '../../../apps/gateway/src/outbound/hbs-timeouts.js';
import { HbsSettings } from '../../../apps/gateway/src/outbound/hbs-settings.js';
import { HbsPathSettings } from '../../../apps/gateway/src/outbound/operation-settings.js';
import { RemoteSettings } from '#suite';
import { loadSettings } from '#platform';
import { TestCertificates } from '../../support/certificates.js';
import { aRequest } from '../../support/hbs-requests.js';
import { answering, FakeHbsServer } from '../../support/fake-hbs-server.js';
import { recordedLog, type RecordedLog } from '../../support/recorded-log.js';

describe('a connection to HBS, over real mutual TLS', () => {
  let certificates: TestCertificates;
  let foreign: TestCertificates;
  let hbs: FakeHbsServer;
  let recorded: RecordedLog;
  const open: HbsConnection[] = [];
  beforeAll(async () => {
    [certificates, foreign] = await Promise.all([TestCertificates.create(), TestCertificates.create()]);
  });
  beforeEach(async () => {
    recorded = recordedLog();
    hbs = await FakeHbsServer.start({ certificates });
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await hbs.stop();
  });
  afterAll(() => {
    certificates.remove();
    foreign.remove();
  });

  async function aConnection(exchanged: Record<string, string> = {}): Promise<HbsConnection> {
    const environment = { ...(await certificates.hbsSettings(hbs.baseUrl)), ...exchanged };
    const [settings, remote, paths] = loadSettings(
      [HbsSettings, RemoteSettings, HbsPathSettings],
      environment,
    );
    const timeouts = new HbsTimeouts(settings, remote);
    const connection = new HbsConnection(settings, timeouts, paths, recorded.log, new Registry());
    open.push(connection);
    return connection;
  }
  const send = (
    connection: HbsConnection,
    operation: CalledOperation = 'pullEvseData',
    withinMs = 10_000,
  ): Promise<HbsResponse> =>
    connection.open(
      operation,
      { providerId: 'DE*EMP', body: aRequest(operation) },
      { before: Number.POSITIVE_INFINITY, signal: AbortSignal.timeout(withinMs) },
    );
  async function textOf({ body }: HbsResponse): Promise<string> {
    const text = (await collectBody(body, 1_000_000)).toString();
    // undici reuses a connection one turn of the event loop after its answer ended.
    await new Promise((resolve) => setImmediate(resolve));
    return text;
  }

  it('is reused by the next read; what must not be sent twice gets one of its own', async () => {
    const ports = new Set<unknown>();
    hbs.behaviour = (_call, response) => {
      ports.add(response.socket?.remotePort);
      response.end('{}');
    };
    const connection = await aConnection();
    for (let read = 0; read < 3; read += 1) await textOf(await send(connection));
    expect(ports.size).toBe(1);
    for (let start = 0; start < 3; start += 1) await textOf(await send(connection, 'authorizeRemoteStart'));
    expect(ports.size).toBe(4);
    expect(hbs.calls[0]?.path).toBe('/api/oicp/evsepull/v23/providers/DE*EMP/data-records');
  });

  it('reports a failure as stale only if a reused one was closed under a read', async () => {
    const connection = await aConnection();
    hbs.behaviour = (_call, response) => void response.socket?.destroy();
    await expect(send(connection)).rejects.toMatchObject({ failure: 'cut-off', stale: false });
    hbs.behaviour = answering(200, '{}');
    await textOf(await send(connection));
    hbs.behaviour = (_call, response) => void response.socket?.destroy();
    await expect(send(connection)).rejects.toMatchObject({ failure: 'cut-off', stale: true });
    await expect(send(connection, 'authorizeRemoteStop')).rejects.toMatchObject({
      failure: 'cut-off',
      stale: false,
    });
    expect(hbs.calls).toHaveLength(4);
  });

  it('fails as not connected where nothing listens, and sends nothing after its slot expired', async () => {
    const nobody = await aConnection({ HBS_BASE_URL: 'https://localhost:9/api/oicp' });
    await expect(send(nobody)).rejects.toMatchObject({
      failure: 'not-connected',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
    const connection = await aConnection();
    await expect(
      connection.open(
        'pullEvseData',
        { providerId: 'DE', body: aRequest('pullEvseData') },
        { before: 0, signal: AbortSignal.timeout(5_000) },
      ),
    ).rejects.toThrow('expired before it was sent');
    expect(hbs.calls).toEqual([]);
  });

  it('fails in the handshake if the authority of HBS is not in HBS_CA_FILE', async () => {
    await hbs.stop();
    hbs = await FakeHbsServer.start({ certificates, issuedBy: foreign });
    const connection = await aConnection();
    await expect(send(connection, 'authorizeRemoteStart')).rejects.toMatchObject({ failure: 'tls-failed' });
    expect(hbs.calls).toEqual([]);
  });

  it('fails in the handshake if the server has another name', async () => {
    const connection = await aConnection({
      HBS_BASE_URL: hbs.baseUrl.replace('localhost', '[::ffff:127.0.0.1]'),
    });
    await expect(send(connection)).rejects.toMatchObject({ failure: 'tls-failed' });
  });

  it('fails if HBS does not accept our certificate', async () => {
    await hbs.stop();
    hbs = await FakeHbsServer.start({ certificates, trusts: foreign.authority.certificate });
    const connection = await aConnection();
    // Node's server drops such a caller without an alert; others send one, which is reported as tls-failed.
    await expect(send(connection)).rejects.toMatchObject({
      failure: expect.stringMatching(/^(tls-failed|cut-off)$/),
    });
    expect(hbs.calls).toEqual([]);
  });

  it('times out if HBS does not answer, and if it answers byte by byte', async () => {
    const connection = await aConnection();
    hbs.behaviour = () => {};
    await expect(send(connection, 'authorizeRemoteStart', 300)).rejects.toMatchObject({
      failure: 'timed-out',
    });
    hbs.behaviour = async (_call, response) => {
      for (response.writeHead(200); !response.destroyed; await sleep(50)) response.write(' ');
    };
    const slow = await send(connection, 'pullEvseData', 2_000);
    await expect(textOf(slow)).rejects.toMatchObject({ failure: 'timed-out' });
  });

  it('gives up a body that is too large, and one that breaks off', async () => {
    const connection = await aConnection();
    hbs.behaviour = (_call, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, ' ')));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    await expect(textOf(await send(connection))).rejects.toMatchObject({
      failure: 'too-large',
      reason: 'the answer has more than 1000000 bytes',
    });
    hbs.behaviour = (_call, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"content":', () => response.socket?.destroy());
    };
    await expect(textOf(await send(connection))).rejects.toMatchObject({ failure: 'cut-off' });
  });

  it('passes on bytes that are not UTF-8 unchanged', async () => {
    const bytes = Buffer.from('{"OperatorName":"Stadtwerke München"}', 'latin1');
    hbs.behaviour = answering(200, bytes, { 'content-type': 'application/json;charset=ISO-8859-1' });
    const { body } = await send(await aConnection());
    expect((await collectBody(body, 1_000)).equals(bytes)).toBe(true);
  });

  it('presents a new certificate when its file has changed, without breaking requests in progress', async () => {
    const connection = await aConnection();
    let finish = (): void => {};
    hbs.behaviour = (_call, response) => {
      response.writeHead(200);
      response.write('{');
      finish = () => void response.end('}');
    };
    const underWay = await send(connection);
    const renewed = await certificates.issue({ name: 'EMP renewed', days: 10 });
    certificates.file('hbs-client.pem', renewed.certificate);
    certificates.file('hbs-client.key.pem', renewed.key);
    expect(connection.reloadIdentity()).toBe(true);
    finish();
    expect(await textOf(underWay)).toBe('{}');
    hbs.behaviour = answering(200, '{}');
    await textOf(await send(connection));
    expect(hbs.calls.map(({ caller }) => caller)).toEqual(['EMP towards HBS', 'EMP renewed']);
    certificates.file('hbs-client.key.pem', (await certificates.issue({})).key);
    expect(connection.reloadIdentity()).toBe(false);
    expect(recorded.alarms()).toEqual(['HBS_CERTIFICATE_UNUSABLE']);
    connection.watchIdentity();
    expect(recorded.alarms()).toContain('HBS_CERTIFICATE_EXPIRES');
    await textOf(await send(connection));
  });

  describe('through a proxy', () => {
    let proxy: Server;
    const tunnels: string[] = [];
    beforeEach(async () => {
      proxy = createServer((_request, response) => response.writeHead(405).end());
      proxy.on('connect', (request, client) => {
        tunnels.push(String(request.url));
        const [host = '', port] = String(request.url).split(':');
        const upstream = connect(Number(port), host, () => {
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          upstream.pipe(client).pipe(upstream);
        });
        upstream.on('error', () => client.destroy());
        client.on('error', () => upstream.destroy());
      });
      proxy.listen(0, '127.0.0.1');
      await once(proxy, 'listening');
    });
    afterEach(() => void proxy.close());
    const proxyUrl = (): string => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

    it('reaches HBS under our certificate, for reads and for what must not be sent twice', async () => {
      hbs.behaviour = answering(200, '{}');
      const connection = await aConnection({ HBS_PROXY_URL: proxyUrl() });
      await textOf(await send(connection));
      await textOf(await send(connection, 'authorizeRemoteStart'));
      expect(hbs.calls.map(({ caller }) => caller)).toEqual(['EMP towards HBS', 'EMP towards HBS']);
      expect(tunnels).toHaveLength(2);
    });

    it('fails as not connected if the proxy refuses, and in the handshake if the server is not HBS', async () => {
      const refused = await aConnection({
        HBS_PROXY_URL: proxyUrl(),
        HBS_BASE_URL: 'https://localhost:9/api/oicp',
      });
      await expect(send(refused, 'pullEvseData', 3_000)).rejects.toMatchObject({ failure: 'not-connected' });
      await hbs.stop();
      hbs = await FakeHbsServer.start({ certificates, issuedBy: foreign });
      const connection = await aConnection({ HBS_PROXY_URL: proxyUrl() });
      await expect(send(connection)).rejects.toMatchObject({ failure: 'tls-failed' });
    });
  });
});
