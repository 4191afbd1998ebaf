import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatewayDatabase } from '../../../apps/gateway/src/database.js';
import { Broker, RpcClient, RpcRefusal } from '#messaging';
import { suiteMessages, type SuiteMessages } from '#suite';
import { Registry } from 'prom-client';
import { freePorts } from '../../../tools/suite-for-tests.js';
import { TestCertificates } from '../../support/certificates.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { aRequest } from '../../support/hbs-requests.js';
import { answering, FakeHbsServer } from '../../support/fake-hbs-server.js';
import { recordedLog } from '../../support/recorded-log.js';
import { startServiceProcess, type ServiceProcess } from '../../support/service-process.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

/** Calls of PullEvseData that Hubject allows. */
const LIMIT = 25;

describe('three gateways as processes, over real mutual TLS, RabbitMQ and PostgreSQL', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let certificates: TestCertificates;
  let hbs: FakeHbsServer;
  let broker: Broker;
  let rpc: RpcClient<SuiteMessages>;
  let gateways: ServiceProcess[];
  beforeAll(async () => {
    [host, database, certificates] = await Promise.all([
      createVirtualHost(),
      createDatabase(),
      TestCertificates.create(),
    ]);
    const source = await database.connect(gatewayDatabase);
    hbs = await FakeHbsServer.start({ certificates, behaviour: answering(200, { content: [] }) });
    const settings = {
      RABBITMQ_URL: host.settings.RABBITMQ_URL,
      DATABASE_URL: database.settings.DATABASE_URL,
      ...(await certificates.edgeSettings()),
      ...(await certificates.hbsSettings(hbs.baseUrl)),
      JOURNAL_HASH_KEY: 'a-key-for-tests-only',
      API_KEYS_FILE: certificates.file(
        'keys.json',
        JSON.stringify([{ name: 'test', key: 'a-key-for-tests-only', scopes: ['*'] }]),
      ),
      EDGE_HOST: '127.0.0.1',
      API_HOST: '127.0.0.1',
    };
    gateways = await Promise.all(
      [1, 2, 3].map(async () => {
        const { edge, api } = await freePorts({ edge: 0, api: 0 });
        return startServiceProcess('gateway', {
          ...settings,
          EDGE_PORT: String(edge),
          API_PORT: String(api),
        });
      }),
    );
    const { log } = recordedLog();
    broker = await Broker.open(host.settings, 'test', log);
    rpc = new RpcClient({ map: suiteMessages, connection: broker.publishing, log, metrics: new Registry() });
    rpc.start();
    await eventually(async () => {
      for (const each of gateways) expect((await each.readyz()).status).toBe(200);
      const [row] = await source.query<{ connected: string }[]>(
        `select count(distinct pid) as connected from pg_stat_activity
         where datname = current_database() and application_name = 'gateway'`,
      );
      expect(Number(row!.connected)).toBeGreaterThanOrEqual(gateways.length);
    }, 45_000);
  });
  afterAll(async () => {
    await rpc.close();
    await broker.close();
    await Promise.all(gateways.map((each) => each.stop()));
    await Promise.all([hbs.stop(), host.drop(), database.drop()]);
    certificates.remove();
  });

  /** @returns 0, or the milliseconds to wait that the gateway answers */
  async function pull(operation: 'hbs.pull-evse-data' | 'hbs.pull-evse-pricing'): Promise<number> {
    const body = aRequest(operation === 'hbs.pull-evse-data' ? 'pullEvseData' : 'pullEvsePricing');
    try {
      await rpc.call(operation, { providerId: 'DE-EMP', body });
      return 0;
    } catch (error) {
      if (!(error instanceof RpcRefusal) || error.code !== 'HBS_LIMIT_REACHED') throw error;
      return Number(error.details?.['retryAfterMs']);
    }
  }

  it('send together what HBS allows in a minute, less one, and answer when there will be more', async () => {
    const waits = await Promise.all(Array.from({ length: 45 }, () => pull('hbs.pull-evse-data')));
    const more = await Promise.all(Array.from({ length: 45 }, () => pull('hbs.pull-evse-data')));
    // Fewer if the machine is so busy that a slot expired before its call was written.
    expect(hbs.calls.length).toBeGreaterThan(0);
    expect(hbs.calls.length).toBeLessThan(LIMIT);
    expect([...waits, ...more].filter((wait) => wait === 0)).toHaveLength(hbs.calls.length);
    expect(Math.max(...more)).toBeLessThanOrEqual(63_000);
  });

  it('slow down together when HBS answers one of them with 429', async () => {
    hbs.behaviour = answering(429, '<html>Too Many Requests</html>', { 'retry-after': '50' });
    hbs.calls.length = 0;
    await pull('hbs.pull-evse-pricing');
    await eventually(async () => expect(await pull('hbs.pull-evse-pricing')).toBeGreaterThan(0));
    const callsBefore = hbs.calls.length;
    hbs.behaviour = answering(200, { content: [] });
    const waits = await Promise.all(Array.from({ length: 30 }, () => pull('hbs.pull-evse-pricing')));
    expect(Math.min(...waits)).toBeGreaterThan(0);
    expect(hbs.calls).toHaveLength(callsBefore);
  });
});
