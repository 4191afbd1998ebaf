import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RunWorker, type RunColumns } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { withReason } from '../runs/reasons.js';
import { SyncSettings } from '../sync-settings.js';
import { isPricingDue } from './is-pricing-due.js';
import { PricingPull } from './pricing-pull.js';
import type { PricingRun } from './pricing-run.entity.js';
import { PricingRunStore } from './pricing-run-store.js';

/** Executes pulls of prices that are due or queued, on one replica at a time. */
@Injectable()
export class PricingWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: RunWorker<PricingRun>;

  constructor(
    private readonly runs: PricingRunStore,
    private readonly settings: SyncSettings,
    private readonly log: Log,
    pull: PricingPull,
    dataSource: DataSource,
  ) {
    this.worker = new RunWorker({
      dataSource,
      log,
      table: runs.table,
      job: 'evse-pricing',
      queueDue: (manager) => this.queueDue(manager),
      begin: async (manager) => {
        await runs.deleteUnlisted(manager);
        return {};
      },
      execute: (claim) => pull.run(claim),
      describeFailure: (run, error) => this.describeFailure(run, error),
    });
  }

  /** Begins to compete for the leadership. */
  onApplicationBootstrap(): void {
    this.worker.start();
  }

  /** Pauses a running pull: another replica, or the next start, resumes it at its group of operators. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.stop();
  }

  private async queueDue(manager: EntityManager): Promise<void> {
    const status = await this.runs.findStatus(manager);
    if (isPricingDue(status, this.settings.SYNC_PRICING_CRON))
      await this.runs.queueWithin(manager, 'schedule');
  }

  private describeFailure(run: PricingRun, error: unknown): RunColumns {
    const reasons = withReason(run.reasons, 'INTERNAL', 'the pull failed; the log of evse-sync says why');
    this.log.raise(evseSyncAlarms.PRICING_PULL_FAILED, { runId: run.id, reasons, error });
    return { reasons };
  }
}
