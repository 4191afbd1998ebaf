import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Log, pause } from '#platform';
import { DecisionSettings } from '../decision-settings.js';
import { PinSettings } from '../pin/pin-settings.js';

const EVERY_MS = 60 * 60 * 1_000;
const BATCH = 10_000;

/** Deletes what is older than the settings say, every hour. Every replica may: what one has deleted the other does not find. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: DecisionSettings,
    private readonly pins: PinSettings,
    private readonly log: Log,
  ) {}

  /** Deletes now, and every hour from then on. */
  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Finishes the deletion that runs. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Deletes decisions, owners of sessions and wrong PINs that have expired. */
  async deleteExpired(): Promise<void> {
    const storedMs = this.decisions.AUTHORIZE_DECISION_RETENTION;
    await this.deleteOlder('decision', 'decided_at', storedMs);
    await this.deleteOlder('session', 'told_at', storedMs);
    await this.deleteOlder('pin_failure', 'failed_at', this.pins.AUTHORIZE_PIN_LOCKOUT);
  }

  private async deleteOlder(table: string, instant: string, storedMs: number): Promise<void> {
    for (let deleted = BATCH; deleted === BATCH;) {
      const [, count] = await this.dataSource.query<[unknown, number]>(
        `delete from auth.${table} where ctid = any(array(
           select ctid from auth.${table} where ${instant} < $1 limit ${BATCH}))`,
        [new Date(Date.now() - storedMs)],
      );
      deleted = count;
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.deleteExpired().catch((error: unknown) =>
        this.log.debug('could not delete what has expired; the next attempt is in an hour', { error }),
      );
      await pause(EVERY_MS, signal);
    }
  }
}
