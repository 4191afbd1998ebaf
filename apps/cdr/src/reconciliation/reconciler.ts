import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RunWorker } from '#persistence';
import { Log } from '#platform';
import { ACCOUNT } from '../account.js';
import { ReconciliationRun } from './reconciliation-run.js';
import type { Run } from './run.entity.js';
import { Runs } from './runs.js';
import { Schedule } from './schedule.js';

/** Reconciles with what HBS lists, on one replica at a time: what is due, and what was requested. */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: RunWorker<Run>;

  constructor(
    dataSource: DataSource,
    log: Log,
    schedule: Schedule,
    runs: Runs,
    reconciliation: ReconciliationRun,
  ) {
    this.worker = new RunWorker({
      dataSource,
      log,
      table: runs.table,
      scope: { account: ACCOUNT },
      job: 'cdr-reconciliation',
      queueDue: (manager) => schedule.queueDue(manager),
      begin: async (manager) => {
        await runs.deleteUnlisted(manager);
        return {};
      },
      execute: (claim) => reconciliation.execute(claim),
      describeFailure: (run, error) => reconciliation.describeFailure(run, error),
    });
  }

  onApplicationBootstrap(): void {
    this.worker.start();
  }

  /** Before the broker is left: the page under way is still asked for by it. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }
}
