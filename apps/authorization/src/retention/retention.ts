import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PeriodicJob } from '#persistence';
import { Log } from '#platform';
import { DecisionSettings } from '../decision-settings.js';
import { PinSettings } from '../pin/pin-settings.js';

const EVERY_MS = 60 * 60 * 1_000;
const BATCH = 10_000;

/** Deletes what is older than the settings say, every hour, on one replica at a time. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly job: PeriodicJob;

  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: DecisionSettings,
    private readonly pins: PinSettings,
    log: Log,
  ) {
    this.job = new PeriodicJob({
      dataSource,
      log,
      job: 'retention',
      everyMs: EVERY_MS,
      work: (signal) => this.deleteExpired(signal),
      onFailure: (error) =>
        log.debug('could not delete what has expired; the next attempt is in an hour', { error }),
    });
  }

  /** Deletes once this replica leads, and every hour from then on. */
  onApplicationBootstrap(): void {
    this.job.start();
  }

  /** Finishes the batch that is being deleted. */
  async onApplicationShutdown(): Promise<void> {
    await this.job.stop();
  }

  /** Deletes decisions, owners of sessions and wrong PINs that have expired, until `signal` aborts. */
  async deleteExpired(signal: AbortSignal): Promise<void> {
    const storedMs = this.decisions.AUTHORIZE_DECISION_RETENTION;
    await this.deleteOlder('decision', 'decided_at', storedMs, signal);
    await this.deleteOlder('session', 'told_at', storedMs, signal);
    await this.deleteOlder('pin_failure', 'failed_at', this.pins.AUTHORIZE_PIN_LOCKOUT, signal);
  }

  private async deleteOlder(
    table: string,
    instant: string,
    storedMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    for (let deleted = BATCH; deleted === BATCH && !signal.aborted;) {
      const [, count] = await this.dataSource.query<[unknown, number]>(
        `delete from auth.${table} where ctid = any(array(
           select ctid from auth.${table} where ${instant} < $1 limit ${BATCH}))`,
        [new Date(Date.now() - storedMs)],
      );
      deleted = count;
    }
  }
}
