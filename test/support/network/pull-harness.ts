import type { DataSource } from 'typeorm';
import { EvseDataPull } from '../../../apps/evse-sync/src/data-pull/evse-data-pull.js';
import { PageSource } from '../../../apps/evse-sync/src/data-pull/page-source.js';
import { PageWriter } from '../../../apps/evse-sync/src/data-pull/page-writer.js';
import { PullFinalizer } from '../../../apps/evse-sync/src/data-pull/pull-finalizer.js';
import { Sweep } from '../../../apps/evse-sync/src/data-pull/sweep.js';
import { MissingRecordStore } from '../../../apps/evse-sync/src/findings/missing-record-store.js';
import { RecordFindingStore } from '../../../apps/evse-sync/src/findings/record-finding-store.js';
import { parseStoredRecord } from '../../../apps/evse-sync/src/replica/parsed-record.js';
import { RunStore, type SyncClaim } from '../../../apps/evse-sync/src/runs/run-store.js';
import type { SyncRun } from '../../../apps/evse-sync/src/runs/sync-run.entity.js';
import { evseSyncSettings } from '../../../apps/evse-sync/src/settings.js';
import type { SyncSettings } from '../../../apps/evse-sync/src/sync-settings.js';
import { SyncSchedule } from '../../../apps/evse-sync/src/worker/sync-schedule.js';
import { SyncWorker } from '../../../apps/evse-sync/src/worker/sync-worker.js';
import { Outbox, type WithBytes } from '#messaging';
import { suiteMessages, type HbsClient, type HbsReply, type HbsRequest, type RelayedOperation } from '#suite';
import { pullEvseData } from '#oicp';
import { acquireLease, type Leadership, type RunWorker } from '#persistence';
import { loadSettings } from '#platform';
import { recordedLog } from '../recorded-log.js';
import { evsePageReply } from './fake-hbs-network.js';
import type { WirePage } from './wire-records.js';

/** Where a process may die. */
export interface Crash {
  readonly page: number;
  readonly when: 'before it is fetched' | 'before it is committed' | 'after it is committed';
}

export type AnswerPage = (page: NonNullable<HbsRequest['page']>, lastCall: Date | undefined) => WirePage;

/** The pulls of evse-sync on a real database, without a broker: hundreds of cases take seconds. */
export class PullHarness {
  private answerPage: AnswerPage = () => ({ status: 500, body: '' });
  private crash: Crash | undefined;
  private life = new AbortController();
  private readonly store: RunStore;
  private readonly worker: RunWorker<SyncRun>;

  private constructor(
    private readonly source: DataSource,
    private readonly leadership: Leadership,
  ) {
    const [, , provider, settings] = loadSettings(evseSyncSettings, {
      RABBITMQ_URL: 'amqp://unused',
      DATABASE_URL: 'postgres://unused',
      EMP_PROVIDER_IDS: 'DE-EMP',
      SYNC_PAGE_SIZE: '3',
      SYNC_PAGE_ATTEMPTS: '2',
      SYNC_RETRY_DELAY: 'PT0.001S',
    }) as unknown as [object, object, never, SyncSettings];
    const { log } = recordedLog();
    const outbox = new Outbox({
      map: suiteMessages,
      dataSource: source,
      service: 'evse-sync',
      poke: () => {},
    });
    const hbs = { send: this.send.bind(this) } as unknown as HbsClient;
    this.store = new RunStore(source);
    const findings = new RecordFindingStore();
    const pull = new EvseDataPull(
      new PageSource(hbs, settings, log),
      new PageWriter(outbox, settings, findings),
      new PullFinalizer(
        source,
        outbox,
        this.store,
        new Sweep(settings),
        findings,
        new MissingRecordStore(settings),
        log,
      ),
      provider,
      settings,
    );
    // What is due belongs to another test: here a run is executed only when it is asked for.
    const schedule = new SyncSchedule(this.store, settings);
    schedule.queueDue = () => Promise.resolve();
    const mortal = { run: (claim: SyncClaim) => pull.run(this.makeMortal(claim)) } as EvseDataPull;
    const statuses = undefined as never;
    this.worker = new SyncWorker(source, this.store, schedule, mortal, statuses, log).createWorker(
      'evse-data',
    );
  }

  static async on(source: DataSource): Promise<PullHarness> {
    const leadership = await acquireLease(source, { job: 'evse-data', owner: 'test', forMs: 3_600_000 });
    return new PullHarness(source, leadership!);
  }

  /** Empties every table, as before the first start. */
  async empty(): Promise<void> {
    await this.source.query(
      'truncate evse.evse, evse.sync_run, evse.sync_seen, evse.sync_missing, evse.quarantine, evse.outbox',
    );
  }

  /** Queues a pull and executes runs until none is due, or the process dies. */
  async pull(mode: SyncRun['mode'], answerPage: AnswerPage, crash?: Crash): Promise<void> {
    await this.store.queue({ kind: 'evse-data', mode, requestedBy: 'api' });
    this.answerPage = answerPage;
    this.crash = crash;
    this.life = new AbortController();
    while (!this.life.signal.aborted) {
      try {
        if (!(await this.worker.executeNext(this.leadership, this.life.signal))) return;
      } catch (error) {
        this.assertDead(error);
      }
    }
  }

  /** Moves everything so far into the past by this many hours. */
  async age(hours: number): Promise<void> {
    await this.source.query(
      `update evse.sync_run set started_at = started_at - $1 * interval '1 hour',
         watermark = watermark - $1 * interval '1 hour', last_call = last_call - $1 * interval '1 hour'`,
      [hours],
    );
  }

  /** The records of the replica by key. */
  async replica(): Promise<ReadonlyMap<string, unknown>> {
    const rows = await this.source.query<{ key: string; raw: string }[]>('select key, raw from evse.evse');
    return new Map(rows.map(({ key, raw }) => [key, JSON.parse(JSON.stringify(parseStoredRecord(raw)))]));
  }

  private send(
    _operation: RelayedOperation,
    _providerId: string,
    body: string,
    { page }: { page?: HbsRequest['page'] },
  ): Promise<WithBytes<HbsReply>> {
    const { number, size } = page!;
    if (this.crash?.when === 'before it is fetched' && this.crash.page === number) return this.die();
    const { LastCall } = pullEvseData.read(body).value;
    return Promise.resolve(evsePageReply(this.answerPage({ number, size }, LastCall?.toDate())));
  }

  /** A claim whose process dies around the commit of a page. */
  private makeMortal(claim: SyncClaim): SyncClaim {
    const advance = claim.advance.bind(claim);
    claim.advance = async (manager, columns) => {
      await advance(manager, columns);
      if (this.crash?.page !== Number(columns['next_page']) - 1) return;
      if (this.crash.when === 'before it is committed') await this.die();
      if (this.crash.when === 'after it is committed') this.life.abort();
    };
    return claim;
  }

  private assertDead(error: unknown): void {
    if (!this.life.signal.aborted) throw error;
  }

  private die(): Promise<never> {
    this.life.abort();
    return Promise.reject(new Error('the process died'));
  }
}
