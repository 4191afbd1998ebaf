import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isDatabaseUnavailable, Leader, type Leadership } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { RunTakenAwayError } from '../runs/run-errors.js';
import { SyncSettings } from '../sync-settings.js';
import { isPricingDue } from './is-pricing-due.js';
import { PricingPullStore } from './pricing-pull-store.js';
import { PricingPull, type PulledPrices } from './pricing-pull.js';

const POLL_MS = 1_000;

/** Pulls prices when they are due or queued, on one replica at a time. */
@Injectable()
export class PricingWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly leader: Leader;

  constructor(
    private readonly pulls: PricingPullStore,
    private readonly pull: PricingPull,
    private readonly settings: SyncSettings,
    private readonly log: Log,
    dataSource: DataSource,
  ) {
    this.leader = new Leader({
      dataSource,
      log,
      job: 'evse-pricing',
      work: (leadership, signal) => this.lead(leadership, signal),
    });
  }

  /** Begins to compete for the leadership. */
  onApplicationBootstrap(): void {
    this.leader.start();
  }

  /** Stops a running pull; the next leader starts it over: it is short, and what it has written stays. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.leader.stop();
  }

  private async lead(leadership: Leadership, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const status = await this.pulls.status();
      if (isPricingDue(status, this.settings.SYNC_PRICING_CRON, new Date()))
        await this.pullOnce(leadership, signal);
      else await this.pulls.waitForQueued(POLL_MS, signal);
    }
  }

  private async pullOnce(leadership: Leadership, signal: AbortSignal): Promise<void> {
    try {
      await this.pulls.begin();
      const pulled = await this.pull.run(leadership, signal);
      await this.pulls.finish(pulled);
      this.report(pulled);
    } catch (error) {
      if (signal.aborted || error instanceof RunTakenAwayError) return;
      if (isDatabaseUnavailable(error)) throw error;
      const reasons = [{ code: 'INTERNAL', message: 'the pull failed; the log of evse-sync says why' }];
      this.log.raise(evseSyncAlarms.PRICING_PULL_FAILED, { reasons, error });
      await this.pulls.finish({
        operators: 0,
        changed: 0,
        unreadable: 0,
        incomplete: 0,
        findings: {},
        reasons,
      });
    }
  }

  private report({ reasons, ...counts }: PulledPrices): void {
    if (reasons.length > 0) this.log.raise(evseSyncAlarms.PRICING_PULL_FAILED, { reasons, ...counts });
    else
      this.log.info(`pulled the prices of ${counts.operators} operators: ${counts.changed} changed`, {
        ...counts,
      });
  }
}
