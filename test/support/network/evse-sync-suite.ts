import type { INestMicroservice } from '@nestjs/common';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { evseSyncDatabase } from '../../../apps/evse-sync/src/database.js';
import { EvseSyncModule } from '../../../apps/evse-sync/src/evse-sync.module.js';
import { evseSyncSettings } from '../../../apps/evse-sync/src/settings.js';
import { Broker, RpcClient, startMicroservice } from '#messaging';
import { suiteMessages, type SuiteMessages, type SyncRunView } from '#suite';
import { loadSettings } from '#platform';
import { createDatabase, type TestDatabase } from '../database.js';
import { eventually } from '../eventually.js';
import { testPlatform, type TestPlatform } from '../test-platform.js';
import { createVirtualHost, type VirtualHost } from '../virtual-host.js';
import { FakeHbsNetwork, startFakeHbsNetwork } from './fake-hbs-network.js';
import { listenToEvents, type PublishedEvents } from './published-events.js';

/** Only a test starts pulls, and retries follow at once. */
export const NO_SCHEDULE = {
  EMP_PROVIDER_IDS: 'DE-EMP',
  SYNC_EVSE_DATA_CRON: '0 0 29 2 *',
  SYNC_EVSE_DELTA_INTERVAL: 'PT0S',
  SYNC_EVSE_STATUS_INTERVAL: 'PT0S',
  SYNC_PRICING_CRON: 'off',
  SYNC_RETRY_DELAY: 'PT0.01S',
  SYNC_PAGE_ATTEMPTS: '2',
};

export interface RunningReplica {
  readonly application: INestMicroservice;
  readonly platform: TestPlatform;
}

/** evse-sync in this process over a real broker and database, with a fake HBS behind a fake gateway. */
export class EvseSyncSuite {
  readonly hbs = new FakeHbsNetwork();
  private readonly running: INestMicroservice[] = [];

  private constructor(
    readonly host: VirtualHost,
    readonly database: TestDatabase,
    readonly source: DataSource,
    readonly rpc: RpcClient<SuiteMessages>,
    readonly published: PublishedEvents,
    private readonly broker: Broker,
  ) {}

  static async create(): Promise<EvseSyncSuite> {
    const [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    const source = await database.connect(evseSyncDatabase);
    const { log } = testPlatform('caller');
    const broker = await Broker.open(host.settings, 'caller', log);
    const options = { map: suiteMessages, connection: broker.publishing, log, metrics: new Registry() };
    const rpc = new RpcClient<SuiteMessages>(options);
    rpc.start();
    const published = await listenToEvents(host.directUrl, 'evse.*', 'evse-status.*', 'pricing.*');
    const suite = new EvseSyncSuite(host, database, source, rpc, published, broker);
    suite.running.push(await startFakeHbsNetwork(host, suite.hbs));
    return suite;
  }

  /** Starts a replica of evse-sync; some settings exchanged. */
  async start(exchanged: Readonly<Record<string, string>> = {}): Promise<RunningReplica> {
    const settings = loadSettings(evseSyncSettings, {
      ...NO_SCHEDULE,
      RABBITMQ_URL: this.host.settings.RABBITMQ_URL,
      DATABASE_URL: this.database.settings.DATABASE_URL,
      ...exchanged,
    });
    const platform = testPlatform('evse-sync', ...settings);
    const application = await startMicroservice(platform, EvseSyncModule);
    this.running.push(application);
    return { application, platform };
  }

  /** Pulls, and waits until the run has ended. */
  async pull(mode: 'full' | 'delta' = 'full', maxDeleteShare?: number): Promise<SyncRunView> {
    const { id } = await this.rpc.call('sync.start-evse-data', { mode, maxDeleteShare });
    return await this.ended(id);
  }

  async pullStatus(): Promise<SyncRunView> {
    const { id } = await this.rpc.call('sync.start-evse-status', {});
    return await this.ended(id);
  }

  async ended(id: string): Promise<SyncRunView> {
    return await eventually(async () => {
      const run = await this.rpc.call('sync.run', { id });
      if (run.finishedAt === undefined) throw new Error(`the run is ${run.state}`);
      return run;
    }, 45_000);
  }

  /** The run that the replica started by itself because it was empty. */
  async firstPull(): Promise<SyncRunView> {
    const id = await eventually(async () => {
      const { items } = await this.rpc.call('sync.runs', { limit: 1, kind: 'evse-data' });
      if (!items[0]) throw new Error('no run yet');
      return items[0].id;
    });
    return await this.ended(id);
  }

  async stop(application: INestMicroservice): Promise<void> {
    this.running.splice(this.running.indexOf(application), 1);
    await application.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((each) => each.close()));
    await this.rpc.close();
    await Promise.all([this.published.close(), this.broker.close()]);
    await Promise.all([this.host.drop(), this.database.drop()]);
  }
}
