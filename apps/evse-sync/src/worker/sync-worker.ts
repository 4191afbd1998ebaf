import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { syncKinds } from '#suite';
import { isDatabaseUnavailable, Leader, persistenceAlarms, type Leadership } from '#persistence';
import { Log, messageOf } from '#platform';
import { RunStore } from '../runs/run-store.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { RunExecutor } from './run-execution.js';
import { SyncSchedule } from './sync-schedule.js';

const POLL_MS = 1_000;

/** Works off the runs: one leader per kind among all replicas, one run at a time. */
@Injectable()
export class SyncWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly leaders: readonly Leader[];
  private poked = new AbortController();

  constructor(
    private readonly runs: RunStore,
    private readonly schedule: SyncSchedule,
    private readonly execution: RunExecutor,
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

  onApplicationBootstrap(): void {
    for (const leader of this.leaders) leader.start();
  }

  /** What runs is left at the page it is at; another replica, or the next start, goes on there. Broker and database are left after. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.leaders.map((leader) => leader.stop()));
  }

  /** Something was put in the queue: look now. */
  poke(): void {
    this.poked.abort();
    this.poked = new AbortController();
  }

  private async work(kind: SyncRun['kind'], leadership: Leadership, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.schedule.queueDue(kind);
        const run = await this.runs.next(kind);
        if (run) await this.execution.execute(run, leadership, signal);
        else await this.pause(signal);
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error;
        this.log.raise(persistenceAlarms.DATABASE_AWAY, { job: kind, reason: messageOf(error) });
        await this.pause(signal);
      }
    }
  }

  private async pause(signal: AbortSignal): Promise<void> {
    const woken = AbortSignal.any([signal, this.poked.signal]);
    await sleep(POLL_MS, undefined, { signal: woken }).catch(() => {
      // Woken to look, or to end.
    });
  }
}
