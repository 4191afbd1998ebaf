import { connect } from 'node:tls';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EdgeIdentity } from '../../../apps/gateway/src/inbound/edge/edge-identity.js';
import { createEdgeListener } from '../../../apps/gateway/src/inbound/edge/edge-listener.js';
import { EdgeSettings } from '../../../apps/gateway/src/inbound/edge/edge-settings.js';
import { loadSettings } from '#platform';
import { Registry } from 'prom-client';
import type { Server } from 'node:https';
import { TestCertificates } from '../../support/certificates.js';
import { recordedLog, type RecordedLog } from '../../support/recorded-log.js';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

describe('the certificate of the edge, over real TLS', () => {
  let certificates: TestCertificates;
  let recorded: RecordedLog;
  let identity: EdgeIdentity;
  let server: Server;
  let registry: Registry;
  beforeAll(async () => {
    certificates = await TestCertificates.create();
    const [settings] = loadSettings([EdgeSettings], await certificates.edgeSettings());
    recorded = recordedLog();
    registry = new Registry();
    identity = new EdgeIdentity(settings, recorded.log, registry);
    server = createEdgeListener({
      settings,
      identity: identity.tls,
      onTurnedAway: () => {},
      onLeft: () => {},
    });
    server.on('request', (_request, response) => response.end('here'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    identity.stop();
    server.close();
    certificates.remove();
  });

  async function connected(): Promise<TLSSocket> {
    const { certificate: cert, key } = await certificates.issue({ name: 'hbs' });
    const { port } = server.address() as AddressInfo;
    const ca = certificates.authority.certificate;
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, cert, key });
    await once(socket, 'secureConnect');
    return socket;
  }
  const presentedBy = (socket: TLSSocket): string | undefined => socket.getPeerX509Certificate()?.subject;

  async function replace(name: string): Promise<void> {
    const issued = await certificates.issue({ name, purpose: 'server', hosts: ['localhost'], days: 10 });
    certificates.file('edge.pem', issued.certificate);
    certificates.file('edge.key.pem', issued.key);
  }

  it('is replaced without dropping a connection', async () => {
    const before = await connected();
    expect(presentedBy(before)).toBe('CN=EMP edge');
    expect(identity.reload(server)).toBe(false);
    await replace('EMP edge renewed');
    expect(identity.reload(server)).toBe(true);
    const after = await connected();
    expect(presentedBy(after)).toBe('CN=EMP edge renewed');
    before.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const [answer] = (await once(before, 'data')) as [Buffer];
    expect(answer.toString()).toContain('200 OK');
    after.destroy();
  });

  it('remains in use when its replacement is unusable, and the alarm names the fault', async () => {
    const { key } = await certificates.issue({ name: 'other', purpose: 'server' });
    certificates.file('edge.key.pem', key);
    expect(identity.reload(server)).toBe(false);
    const socket = await connected();
    expect(presentedBy(socket)).toBe('CN=EMP edge renewed');
    socket.destroy();
    expect(recorded.lines.at(-1)).toMatchObject({
      code: 'EDGE_CERTIFICATE_UNUSABLE',
      problems: [
        { setting: 'EDGE_KEY_FILE', problem: 'is not the key of the certificate in EDGE_CERT_FILE' },
      ],
    });
  });

  it('raises an alarm when it expires within a month, and has a metric for its expiry', async () => {
    identity.keepCurrent(server);
    identity.stop();
    expect(recorded.alarms()).toContain('EDGE_CERTIFICATE_EXPIRES');
    expect(await registry.metrics()).toMatch(/edge_certificate_expires_seconds 1\.?\d+/);
  });
});
