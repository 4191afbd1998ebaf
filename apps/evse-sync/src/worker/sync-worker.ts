import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { syncKinds } from '#suite';
import { isDatabaseUnavailable, Leader, persistenceAlarms, type Leadership } from '#persistence';
import { Log, messageOf } from '#platform';
import { RunStore } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { RunExecutor } from './run-executor.js';
import { SyncSchedule } from './sync-schedule.js';

const POLL_MS = 1_000;

/** Executes queued runs: one leader per kind among all replicas, one run at a time. */
@Injectable()
export class SyncWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly leaders: readonly Leader[];

  constructor(
    private readonly runs: RunStore,
    private readonly schedule: SyncSchedule,
    private readonly executor: RunExecutor,
    private readonly log: Log,
    dataSource: DataSource,
  ) {
    this.leaders = syncKinds.map(
      (kind) =>
        new Leader({
          dataSource,
          log,
          job: kind,
          work: (leadership, signal) => this.work(kind, leadership, signal),
        }),
    );
  }

  /** Begins to compete for the leadership of each kind. */
  onApplicationBootstrap(): void {
    for (const leader of this.leaders) leader.start();
  }

  /**
   * Pauses the running runs: another replica, or the next start, resumes each at its page. Broker and database close
   * later, in `onApplicationShutdown` of their global modules.
   */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.leaders.map((leader) => leader.stop()));
  }

  private async work(kind: SyncRun['kind'], leadership: Leadership, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.schedule.queueDue(kind);
        const run = await this.runs.next(kind);
        if (run) await this.executor.execute(run, leadership, signal);
        else await this.runs.waitForQueued(POLL_MS, signal);
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error;
        this.log.raise(persistenceAlarms.DATABASE_AWAY, { job: kind, reason: messageOf(error) });
        await this.runs.waitForQueued(POLL_MS, signal);
      }
    }
  }
}
