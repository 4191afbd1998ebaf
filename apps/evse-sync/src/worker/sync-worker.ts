import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { syncKinds } from '#suite';
import { RunWorker, type RunColumns } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { EvseDataPull } from '../data-pull/evse-data-pull.js';
import { PullRefusedError } from '../runs/run-errors.js';
import { withReason } from '../runs/reasons.js';
import { RunStore } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { EvseStatusPull } from '../status/evse-status-pull.js';
import { SyncSchedule } from './sync-schedule.js';

/** HBS selects a delta by its own clock and by when it received a change; an overlap of five minutes covers both. */
const OVERLAP_MS = 5 * 60_000;

/** Executes pulls of records and of statuses: one leader for each kind among all replicas. */
@Injectable()
export class SyncWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly workers: readonly RunWorker<SyncRun>[];

  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: RunStore,
    private readonly schedule: SyncSchedule,
    private readonly evseData: EvseDataPull,
    private readonly evseStatus: EvseStatusPull,
    private readonly log: Log,
  ) {
    this.workers = syncKinds.map((kind) => this.createWorker(kind));
  }

  /** Begins to compete for the leadership of each kind. */
  onApplicationBootstrap(): void {
    for (const worker of this.workers) worker.start();
  }

  /**
   * Pauses the running runs: another replica, or the next start, resumes each at its page. Broker and database close
   * later, in `onApplicationShutdown` of their global modules.
   */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
  }

  /** The worker of a kind. */
  createWorker(kind: SyncRun['kind']): RunWorker<SyncRun> {
    const pull = kind === 'evse-data' ? this.evseData : this.evseStatus;
    return new RunWorker({
      dataSource: this.dataSource,
      log: this.log,
      table: this.runs.table,
      scope: { kind },
      job: kind,
      queueDue: (manager) => this.schedule.queueDue(manager, kind),
      begin: (manager, run) => this.begin(manager, run),
      execute: (claim) => pull.run(claim),
      describeFailure: (run, error) => this.describeFailure(run, error),
    });
  }

  private async begin(manager: EntityManager, run: SyncRun): Promise<RunColumns> {
    await this.runs.deleteUnlisted(manager, run);
    const isDelta = run.kind === 'evse-data' && run.mode === 'delta';
    const watermark = isDelta ? await this.runs.watermark('evse-data', manager) : undefined;
    return { last_call: watermark ? new Date(watermark.getTime() - OVERLAP_MS) : null };
  }

  private describeFailure({ id: runId, kind, mode, ...run }: SyncRun, error: unknown): RunColumns {
    const isKnown = error instanceof PullRefusedError;
    const code = isKnown ? error.code : 'INTERNAL';
    const message = isKnown ? error.message : 'the pull failed; the log of evse-sync says why';
    const reasons = withReason(run.reasons, code, message);
    this.log.raise(evseSyncAlarms.SYNC_RUN_FAILED, {
      runId,
      kind,
      mode,
      reasons,
      ...(!isKnown && { error }),
    });
    return { reasons };
  }
}
