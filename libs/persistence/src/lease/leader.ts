import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { messageOf, pause, type Log } from '#platform';
import { persistenceAlarms } from '../alarms.js';
import { isDatabaseUnavailable } from '../database-unavailable.js';
import { acquireLease, releaseLease, renewLease, type Leadership } from './lease-row.js';

export interface LeaderOptions {
  readonly dataSource: DataSource;
  readonly log: Log;
  readonly job: string;
  /** How long a leader that fell silent keeps others waiting. Renewed at a third of it. */
  readonly leaseMs?: number;
  /** Runs while this replica leads, until `signal` aborts. What it writes it writes under `leadership`. */
  readonly work: (leadership: Leadership, signal: AbortSignal) => Promise<void>;
}

/**
 * Runs a job on one replica at a time: competes for its lease, works while it holds it, and stops working before the
 * lease could have passed to another.
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

  /** What this replica leads with, while it leads. */
  get leadership(): Leadership | undefined {
    return this.leading;
  }

  start(): void {
    this.running = this.compete();
  }

  /** Lets the running work end, then gives the lease back. */
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
        // The database is away: the lease expires by itself.
      });
    }
  }

  /** Returns when the lease is lost: taken over, or not renewed for so long that it may have been. */
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
