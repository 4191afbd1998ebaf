import type { INestMicroservice } from '@nestjs/common';
import { connect, type ChannelModel } from 'amqplib';
import { expect } from '@jest/globals';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { CdrModule } from '../../apps/cdr/src/cdr.module.js';
import { ComparisonLimits } from '../../apps/cdr/src/comparison/comparison-limits.js';
import { SameChargeSettings } from '../../apps/cdr/src/comparison/same-charge-settings.js';
import { cdrDatabase } from '../../apps/cdr/src/database.js';
import { Providers } from '../../apps/cdr/src/records/providers.js';
import { RecordStore } from '../../apps/cdr/src/records/record-store.js';
import { RecordTimeSettings } from '../../apps/cdr/src/records/record-time-settings.js';
import { cdrSettings } from '../../apps/cdr/src/settings.js';
import { Broker, Outbox, RpcClient, startMicroservice } from '#messaging';
import {
  ComparisonSettings,
  ProviderSettings,
  suiteMessages,
  type CdrDetail,
  type CdrFinding,
  type CdrListQuery,
  type CdrSummary,
  type EvsePower,
  type SuiteMessages,
} from '#suite';
import { loadSettings } from '#platform';
import { openCdrIntake, type CdrIntake } from './cdr-intake.js';
import { createDatabase, type TestDatabase } from './database.js';
import { eventually } from './eventually.js';
import { listenToEvents, type PublishedEvents } from './network/published-events.js';
import { recordedLog } from './recorded-log.js';
import { SessionEvents } from './remote-session/session-events.js';
import { startFakeService } from './fake-service.js';
import { testPlatform, type TestPlatform } from './test-platform.js';
import { createVirtualHost, type VirtualHost } from './virtual-host.js';

const PROVIDERS = { EMP_PROVIDER_IDS: 'DE-EMP' };
type Cdr = { SessionID: string } & Record<string, unknown>;
type Published = readonly [type: string, codes: readonly string[]];

/** Replicas of cdr in this process, with the services that publish to them, answer them and receive their events. */
export class ComparisonSuite {
  readonly platforms: TestPlatform[] = [];
  private readonly replicas: INestMicroservice[] = [];
  private evseSync: INestMicroservice | undefined;

  private constructor(
    readonly host: VirtualHost,
    readonly database: TestDatabase,
    /** Straight to the tables. */
    readonly tables: DataSource,
    readonly events: SessionEvents,
    private readonly published: PublishedEvents,
    private readonly intake: CdrIntake,
    private readonly broker: Broker,
    private readonly rpc: RpcClient<SuiteMessages>,
    private readonly connection: ChannelModel,
  ) {}

  static async create(): Promise<ComparisonSuite> {
    const [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    const tables = await database.connect(cdrDatabase);
    const { log } = recordedLog();
    const connection = await connect(host.directUrl);
    const published = await listenToEvents(host.directUrl, 'cdr.*');
    const events = new SessionEvents(await connection.createConfirmChannel());
    const broker = await Broker.open(host.settings, 'test', log);
    const options = { map: suiteMessages, connection: broker.publishing, log, metrics: new Registry() };
    const rpc: RpcClient<SuiteMessages> = new RpcClient(options);
    rpc.start();
    const intake = await openCdrIntake(host.directUrl);
    return new ComparisonSuite(host, database, tables, events, published, intake, broker, rpc, connection);
  }

  /** A replica; some settings exchanged. */
  async start(exchanged: Record<string, string> = {}): Promise<void> {
    const platform = testPlatform(
      'cdr',
      ...loadSettings(cdrSettings, {
        RABBITMQ_URL: this.host.settings.RABBITMQ_URL,
        DATABASE_URL: this.database.settings.DATABASE_URL,
        CDR_RECONCILE_INTERVAL: 'P1D',
        ...PROVIDERS,
        ...exchanged,
      }),
    );
    this.platforms.push(platform);
    this.replicas.push(await startMicroservice(platform, CdrModule));
  }

  async stopReplicas(): Promise<void> {
    await Promise.all(this.replicas.splice(0).map((each) => each.close()));
  }

  /** Starts a fake evse-sync with these EVSEs. @param asked receives the number of EVSEs of each call */
  async startEvseSync(
    powers: Readonly<Record<string, Omit<EvsePower, 'evseId'>>>,
    asked: number[] = [],
  ): Promise<void> {
    this.evseSync = await startFakeService(testPlatform('evse-sync', this.host.settings), {
      calls: {
        'evse.powers': ({ evseIds }) => {
          asked.push(evseIds.length);
          const evses = evseIds.flatMap((evseId) => {
            const power = powers[evseId];
            return power ? [{ evseId, ...power }] : [];
          });
          return Promise.resolve({ evses });
        },
      },
    });
  }

  /** Publishes events, and waits until the replicas have handled them. */
  async publish(events: readonly (readonly [type: string, data: object])[]): Promise<void> {
    const wanted = (await this.countHandled()) + events.length;
    for (const [type, data] of events) await this.events.publish(type, data);
    await eventually(async () => expect(await this.countHandled()).toBe(wanted));
  }

  private async countHandled(): Promise<number> {
    const counters = await Promise.all(
      this.platforms.map(
        async ({ metrics }) => await metrics.getSingleMetric('messages_handled_total')?.get(),
      ),
    );
    return counters
      .flatMap((counter) => counter?.values ?? [])
      .filter(({ labels }) => labels['queue'] !== 'cdr.intake')
      .reduce((sum, { value }) => sum + value, 0);
  }

  enqueue(cdr: Cdr): Promise<void> {
    return this.intake.enqueue(cdr);
  }

  /** Stores records in transactions that are open at the same time, as two processes that die before they compare. */
  async storeAtOnce(...cdrs: readonly Cdr[]): Promise<void> {
    const [providers, comparison, sameCharge, times] = loadSettings(
      [ProviderSettings, ComparisonSettings, SameChargeSettings, RecordTimeSettings],
      PROVIDERS,
    );
    const store = new RecordStore(
      new Providers(providers),
      new ComparisonLimits(comparison, sameCharge),
      recordedLog().log,
      times,
    );
    const outbox = new Outbox({
      map: suiteMessages,
      dataSource: this.tables,
      service: 'cdr',
      poke: () => {},
    });
    let open = 0;
    let allStored = (): void => {};
    const all = new Promise<void>((resolve) => (allStored = resolve));
    await Promise.all(
      cdrs.map((cdr) =>
        outbox.transaction(async (transaction) => {
          const received = {
            bytes: Buffer.from(JSON.stringify(cdr)),
            source: 'forwarded',
            receivedAt: new Date(),
          } as const;
          await store.store(transaction, [store.parse(received)]);
          open += 1;
          if (open === cdrs.length) allStored();
          await all;
        }),
      ),
    );
  }

  detail(sessionId: string): Promise<CdrDetail> {
    return this.rpc.call('cdr.get', { sessionId });
  }

  /** A record as the database has it, whether a replica runs or not. */
  async detailOfTables(sessionId: string): Promise<CdrSummary> {
    const [row] = await this.tables.query<{ summary: CdrSummary }[]>(
      'select summary from cdr.record where session_key = $1',
      [sessionId],
    );
    if (!row) throw new Error('there is no such record');
    return row.summary;
  }

  /** Every record with its findings, by SessionID, page after page. */
  async listed(): Promise<ReadonlyMap<string, readonly CdrFinding[]>> {
    const found = new Map<string, readonly CdrFinding[]>();
    for (let cursor: string | undefined, isLast = false; !isLast;) {
      const { items, next } = await this.rpc.call('cdr.list', { limit: 100, ...(cursor && { cursor }) });
      for (const { sessionId, findings } of items) found.set(sessionId, findings);
      [cursor, isLast] = [next, next === undefined];
    }
    return found;
  }

  async list(query: Partial<CdrListQuery>): Promise<readonly string[]> {
    const { items } = await this.rpc.call('cdr.list', { limit: 500, ...query });
    return items.map(({ sessionId }) => sessionId);
  }

  async codes(sessionId: string): Promise<readonly string[]> {
    return codesOf((await this.detail(sessionId)).findings);
  }

  /** Waits until a record has these findings, in the API and in what was published last. */
  async untilFound(sessionId: string, codes: readonly string[]): Promise<void> {
    await eventually(async () => {
      expect(await this.codes(sessionId)).toEqual(codes);
      expect(this.publishedOf(sessionId).at(-1)?.[1]).toEqual(codes);
    });
  }

  /** Waits until no comparison and no event is pending. */
  async untilCompared(): Promise<void> {
    await eventually(async () => {
      const due = "select from cdr.comparison where due_at < now() + interval '10 s' or attempts in (0, 30)";
      expect(await this.tables.query<unknown[]>(due)).toEqual([]);
      expect(await this.tables.query<unknown[]>('select from cdr.outbox')).toEqual([]);
    });
  }

  /** What was published of a session, in order, each event once. */
  publishedOf(sessionId: string): readonly Published[] {
    return this.dataOf(sessionId).map(({ type, data }) => [
      type,
      type === 'cdr.conflicted' ? [] : codesOf(data.findings),
    ]);
  }

  dataOf(sessionId: string): readonly { readonly type: string; readonly data: CdrSummary }[] {
    const events = this.published.events.filter(({ subject }) => subject === sessionId);
    const once = [...new Map(events.map((each) => [each.id, each])).values()];
    return once
      .toSorted((one, other) => (one.sequence < other.sequence ? -1 : 1))
      .map(({ type, data }) => ({ type, data: data as unknown as CdrSummary }));
  }

  alarms(): readonly string[] {
    return this.platforms.flatMap(({ recorded }) => recorded.alarms());
  }

  async end(): Promise<void> {
    await this.stopReplicas();
    await this.evseSync?.close();
    await this.rpc.close();
    await this.broker.close();
    await this.intake.close();
    await this.published.close();
    await this.connection.close();
    await Promise.all([this.host.drop(), this.database.drop()]);
  }
}

function codesOf(findings: readonly CdrFinding[]): readonly string[] {
  return findings.map(({ code }) => code).toSorted();
}
