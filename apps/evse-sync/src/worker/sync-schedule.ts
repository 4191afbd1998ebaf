import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RunStore } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { nextOf, SyncSettings } from '../sync-settings.js';

/** Delay of another full pull while the replica is not complete: it must not wait for the next day. */
const RETRY_FIRST_MS = 60_000;

interface Latest {
  readonly mode: SyncRun['mode'];
  readonly created_at: Date;
  readonly finished_at: Date | null;
  readonly now: Date;
}

/**
 * Queues runs when they are due. What is due follows from the runs in the database, by the clock of the database, so
 * that neither a restart nor a change of leader loses or repeats one.
 */
@Injectable()
export class SyncSchedule {
  constructor(
    private readonly runs: RunStore,
    private readonly settings: SyncSettings,
  ) {}

  /** Queues the run of this kind that is due, if any, in a transaction that leads. */
  async queueDue(manager: EntityManager, kind: SyncRun['kind']): Promise<void> {
    const latest = await this.latest(manager, kind);
    // Nothing is due while a run is unfinished: one that a dead leader left is resumed first.
    if (latest.some(({ finished_at }) => finished_at === null)) return;
    const mode = kind === 'evse-data' ? await this.dueData(manager, latest) : this.dueStatus(latest);
    if (mode) await this.runs.queueWithin(manager, { kind, mode, requestedBy: 'schedule' });
  }

  private async dueData(
    manager: EntityManager,
    latest: readonly Latest[],
  ): Promise<SyncRun['mode'] | undefined> {
    const full = latest.find(({ mode }) => mode === 'full');
    if (!full) return 'full';
    const next = nextOf(this.settings.SYNC_EVSE_DATA_CRON, full.created_at);
    if (next && next <= full.now) return 'full';
    const isWhole = (await this.runs.watermark('evse-data', manager)) !== undefined;
    const endedAt = (full.finished_at ?? full.now).getTime();
    if (!isWhole) return full.now.getTime() - endedAt > RETRY_FIRST_MS ? 'full' : undefined;
    const interval = this.settings.SYNC_EVSE_DELTA_INTERVAL;
    const newest = Math.max(...latest.map(({ created_at }) => created_at.getTime()));
    return interval > 0 && full.now.getTime() - newest >= interval ? 'delta' : undefined;
  }

  private dueStatus([newest]: readonly Latest[]): SyncRun['mode'] | undefined {
    const interval = this.settings.SYNC_EVSE_STATUS_INTERVAL;
    if (interval === 0) return undefined;
    const isDue = !newest || newest.now.getTime() - newest.created_at.getTime() >= interval;
    return isDue ? 'full' : undefined;
  }

  /** The newest run of each mode, the newest first. */
  private async latest(manager: EntityManager, kind: SyncRun['kind']): Promise<readonly Latest[]> {
    return await manager.query<Latest[]>(
      `select * from (
         select distinct on (mode) mode, created_at, finished_at, clock_timestamp() as now
         from evse.sync_run where kind = $1 order by mode, number desc) newest
       order by created_at desc`,
      [kind],
    );
  }
}
