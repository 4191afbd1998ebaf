import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { messageOf, pause, type Log } from '#platform';
import { persistenceAlarms } from '../alarms.js';
import { isDatabaseUnavailable } from '../database-unavailable.js';
import { acquireLease, releaseLease, renewLease, type Leadership } from './lease-row.js';

/** A job that one replica runs at a time. */
export interface LeaderOptions {
  /** The schema that has the table `lease` ({@link createLeaseTable}). */
  readonly dataSource: DataSource;
  /** Where lost leases and failures are reported. */
  readonly log: Log;
  /** Name of the job, the key of its lease. */
  readonly job: string;
  /** Milliseconds after which another replica replaces a leader that fell silent; 10,000 by default. Renewed at a third of it. */
  readonly leaseMs?: number;
  /** Runs while this replica leads, until `signal` aborts. Must write under `leadership` only ({@link holdsLease}). */
  readonly work: (leadership: Leadership, signal: AbortSignal) => Promise<void>;
}

/**
 * Runs a job on one replica at a time: competes for its lease, works while it holds the lease, and stops before the lease
 * could have passed to another replica.
 */
export class Leader {
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private readonly leaseMs: number;
  private running: Promise<void> = Promise.resolve();
  private leading: Leadership | undefined;

  constructor(private readonly options: LeaderOptions) {
    this.leaseMs = options.leaseMs ?? 10_000;
  }

  /** The leadership of this replica, while it leads. */
  get leadership(): Leadership | undefined {
    return this.leading;
  }

  /** Competes for the lease, in the background. */
  start(): void {
    this.running = this.compete();
  }

  /** Aborts the running work, waits for it, and releases the lease. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async compete(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const leadership = await this.tryAcquire();
      if (leadership) await this.lead(leadership);
      else await pause(this.leaseMs / 3, signal);
    }
  }

  private async tryAcquire(): Promise<Leadership | undefined> {
    const { dataSource, job } = this.options;
    try {
      return await acquireLease(dataSource, { job, owner: this.owner, forMs: this.leaseMs });
    } catch (error) {
      this.raise(error);
      return undefined;
    }
  }

  private raise(error: unknown): void {
    const { job, log } = this.options;
    if (isDatabaseUnavailable(error))
      log.raise(persistenceAlarms.DATABASE_AWAY, { job, reason: messageOf(error) });
    else log.raise(persistenceAlarms.LEADER_WORK_FAILED, { job, error });
  }

  private async lead(leadership: Leadership): Promise<void> {
    const { dataSource, work } = this.options;
    this.leading = leadership;
    const ended = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, ended.signal]);
    const renewing = this.keepRenewing(leadership, signal).then(() => ended.abort());
    try {
      await work(leadership, signal);
    } catch (error) {
      this.raise(error);
      await pause(this.leaseMs / 10, signal);
    } finally {
      ended.abort();
      this.leading = undefined;
      await renewing;
      await releaseLease(dataSource, leadership).catch(() => {
        // The database is unavailable: the lease expires by itself.
      });
    }
  }

  /** Returns when the lease is lost: taken over, or not renewed for so long that it may have been taken over. */
  private async keepRenewing(leadership: Leadership, signal: AbortSignal): Promise<void> {
    const { dataSource, job, log } = this.options;
    let safeUntil = performance.now() + this.leaseMs * 0.8;
    for (;;) {
      await pause(this.leaseMs / 3, signal);
      if (signal.aborted) return;
      const asked = performance.now();
      const renewed = await renewLease(dataSource, leadership, this.leaseMs).catch(() => undefined);
      if (renewed === true) safeUntil = asked + this.leaseMs * 0.8;
      const isLost = renewed === false || performance.now() > safeUntil;
      if (isLost) {
        log.raise(persistenceAlarms.LEASE_LOST, { job });
        return;
      }
    }
  }
}
