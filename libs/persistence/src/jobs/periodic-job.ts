import type { DataSource } from 'typeorm';
import { pause, type Log } from '#platform';
import { Leader } from './leader.js';

/** Work that is done every so often, by one replica. */
export interface PeriodicJobOptions {
  /** The schema that has the table `lease`. */
  readonly dataSource: DataSource;
  /** Where lost leads and an unavailable database are reported. */
  readonly log: Log;
  /** The key of its lease. */
  readonly job: string;
  /** Milliseconds between two times; the first is as soon as a replica leads. */
  readonly everyMs: number;
  /** Milliseconds until the next time after one that failed; as `everyMs` by default. */
  readonly retryMs?: number;
  /**
   * Does it once; again is no harm, since another replica may still finish what it began when it led. It ends early
   * when `signal` aborts, where it takes long.
   */
  work(signal: AbortSignal): Promise<void>;
  /** Reports that a time failed. The next one comes in any case. */
  onFailure(error: unknown): void;
}

/** Does something every so often on the replica that leads: sweeps, retention, partitions. */
export class PeriodicJob {
  private readonly leader: Leader;

  constructor(private readonly options: PeriodicJobOptions) {
    const { dataSource, log, job } = options;
    this.leader = new Leader({ dataSource, log, job, work: (_, signal) => this.repeat(signal) });
  }

  /** Competes for the lead, in the background. */
  start(): void {
    this.leader.start();
  }

  /** Waits for the work in progress, and gives up the lead. */
  async stop(): Promise<void> {
    await this.leader.stop();
  }

  private async repeat(signal: AbortSignal): Promise<void> {
    const { everyMs, retryMs = everyMs } = this.options;
    while (!signal.aborted) {
      let waitMs = everyMs;
      try {
        await this.options.work(signal);
      } catch (error) {
        this.options.onFailure(error);
        waitMs = retryMs;
      }
      await pause(waitMs, signal);
    }
  }
}
