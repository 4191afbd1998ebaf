import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Leader, type Leadership } from '#persistence';
import { Log } from '#platform';
import { RunWorker } from './run-worker.js';
import { Runs } from './runs.js';
import { Schedule } from './schedule.js';

/** How soon an ordered run begins. */
const LOOK_EVERY_MS = 500;

/** Reconciles with what HBS lists, on one replica at a time: what is due, and what was ordered. */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly leader: Leader;

  constructor(
    dataSource: DataSource,
    log: Log,
    private readonly schedule: Schedule,
    private readonly runs: Runs,
    private readonly worker: RunWorker,
  ) {
    this.leader = new Leader({
      dataSource,
      log,
      job: 'cdr-reconciliation',
      work: (leadership, signal) => this.lead(leadership, signal),
    });
  }

  onApplicationBootstrap(): void {
    this.leader.start();
  }

  /** Before the broker is left: the page under way is still asked for by it. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.leader.stop();
  }

  private async lead(leadership: Leadership, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.schedule.orderDue(leadership);
      const run = await this.runs.next();
      if (run) await this.unlessStopped(this.worker.work(run.id, leadership, signal), signal);
      else await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** What is thrown because the lead ended is no failure of the work. */
  private async unlessStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
