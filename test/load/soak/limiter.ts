import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { gatewayDatabase } from '../../../apps/gateway/src/database.js';
import { Broker, RpcClient } from '#messaging';
import { HbsClient, suiteMessages } from '#suite';
import { createLog } from '#platform';
import { TestCertificates } from '../../support/certificates.js';
import { createDatabase } from '../../support/database.js';
import { answering, FakeHbsServer } from '../../support/fake-hbs-server.js';
import { startInfrastructure } from '../../support/infrastructure.js';
import { startServiceProcess } from '../../support/service-process.js';
import { createVirtualHost } from '../../support/virtual-host.js';
import { freePorts } from '../../../tools/suite-for-tests.js';

const LIMIT = 25;
const MINUTE_MS = 60_000;

/** Three gateways as processes pull without a pause; the fake HBS counts. @returns whether the limit held */
export async function soakLimiter(say: (line: string) => void, seconds: number): Promise<boolean> {
  const infrastructure = await startInfrastructure();
  process.env['TEST_DATABASE_URL'] = infrastructure.databaseUrl;
  process.env['TEST_RABBITMQ_URL'] = infrastructure.rabbitUrl;
  process.env['TEST_RABBITMQ_MANAGEMENT_URL'] = infrastructure.managementUrl;
  try {
    return await run(say, seconds);
  } finally {
    await infrastructure.stop();
  }
}

async function run(say: (line: string) => void, seconds: number): Promise<boolean> {
  const [host, database, certificates] = await Promise.all([
    createVirtualHost(),
    createDatabase(),
    TestCertificates.create(),
  ]);
  await database.connect(gatewayDatabase);
  const behaviour = answering(200, { content: [] });
  const hbs = await FakeHbsServer.start({ certificates, behaviour });
  const keys = [{ name: 'soak', key: 'a-key-for-tests-only', scopes: ['*'] }];
  const settings = {
    RABBITMQ_URL: host.settings.RABBITMQ_URL,
    DATABASE_URL: database.settings.DATABASE_URL,
    ...(await certificates.edgeSettings()),
    ...(await certificates.hbsSettings(hbs.baseUrl)),
    JOURNAL_HASH_KEY: 'a-key-for-tests-only',
    API_KEYS_FILE: certificates.file('keys.json', JSON.stringify(keys)),
    EDGE_HOST: '127.0.0.1',
    API_HOST: '127.0.0.1',
  };
  const gateways = await Promise.all(
    [1, 2, 3].map(async () => {
      const { edge, api } = await freePorts({ edge: 0, api: 0 });
      return startServiceProcess('gateway', { ...settings, EDGE_PORT: String(edge), API_PORT: String(api) });
    }),
  );
  const log = createLog({ service: 'soak', level: 'warn', format: 'auto' });
  const broker = await Broker.open(host.settings, 'soak', log);
  const rpc = new RpcClient({
    map: suiteMessages,
    connection: broker.publishing,
    log,
    metrics: new Registry(),
  });
  rpc.start();
  while (
    !(await Promise.all(gateways.map((each) => each.readyz().catch(() => ({ status: 503 }))))).every(
      (each) => each.status === 200,
    )
  )
    await sleep(250);
  const over = AbortSignal.timeout(seconds * 1_000);
  const client = new HbsClient(rpc);
  const pullOn = async (): Promise<void> => {
    while (!over.aborted)
      await client.ask('pullEvseData', 'DE-EMP', '{}', { signal: over }).catch((error: unknown) => {
        if (!over.aborted) throw error;
      });
  };
  await Promise.all(Array.from({ length: 9 }, pullOn));
  const most = hbs.mostWithin(MINUTE_MS);
  say(
    `${hbs.calls.length} calls in ${seconds} s by three gateways; at most ${most} within any 60 s, ${LIMIT} are allowed`,
  );
  await rpc.close();
  await broker.close();
  await Promise.all(gateways.map((each) => each.stop()));
  await hbs.stop();
  await Promise.all([host.drop(), database.drop()]);
  certificates.remove();
  return most <= LIMIT && hbs.calls.length > LIMIT;
}
