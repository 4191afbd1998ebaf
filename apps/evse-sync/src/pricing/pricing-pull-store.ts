import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { PricingPullView } from '#suite';
import type { PricingPullStatus } from './is-pricing-due.js';
import { PricingPullState } from './pricing-pull.entity.js';
import type { PulledPrices } from './pricing-pull.js';

const ONE = { id: 1 };

/** The latest pull of prices in the database, and the request for the next. */
@Injectable()
export class PricingPullStore {
  private queued = new AbortController();

  constructor(private readonly dataSource: DataSource) {}

  /** Queues a pull, unless one is queued already, and wakes this process’s worker. */
  async queue(): Promise<PricingPullView> {
    await this.dataSource.query(
      `update evse.pricing_pull set state = 'waiting', ordered_at = clock_timestamp() where state <> 'waiting'`,
    );
    this.queued.abort();
    this.queued = new AbortController();
    return await this.view();
  }

  /** Waits `milliseconds`; shorter when this process queues a pull, or when `signal` aborts. */
  async waitForQueued(milliseconds: number, signal: AbortSignal): Promise<void> {
    const woken = AbortSignal.any([signal, this.queued.signal]);
    await sleep(milliseconds, undefined, { signal: woken }).catch(() => {
      // Woken to look, or to end.
    });
  }

  /** What {@link isPricingDue} decides by. */
  async status(): Promise<PricingPullStatus> {
    const [row] = await this.dataSource.query<
      {
        state: PricingPullState['state'];
        started_at: Date | null;
        reasons: PricingPullState['reasons'];
        is_there: boolean;
      }[]
    >(`select state, started_at, reasons, exists (
         select from evse.sync_run where kind = 'evse-data' and state = 'succeeded') as is_there
       from evse.pricing_pull`);
    return {
      state: row?.state ?? 'never',
      startedAt: row?.started_at ?? null,
      reasons: [...(row?.reasons ?? [])],
      isNetworkThere: row?.is_there ?? false,
    };
  }

  /** Marks the pull as running. */
  async begin(): Promise<void> {
    await this.dataSource.query(
      `update evse.pricing_pull set state = 'running', started_at = clock_timestamp(), finished_at = null`,
    );
  }

  /** Stores the result of a pull. A pull queued meanwhile stays queued: it may be for a later change. */
  async finish({ reasons, ...pulled }: PulledPrices): Promise<void> {
    await this.dataSource.query(
      `update evse.pricing_pull set state = case state when 'running' then $1 else state end,
         finished_at = clock_timestamp(), operators = $2, changed = $3, unreadable = $4, incomplete = $5,
         findings = $6, reasons = $7`,
      [
        reasons.length > 0 ? 'failed' : 'succeeded',
        pulled.operators,
        pulled.changed,
        pulled.unreadable,
        pulled.incomplete,
        JSON.stringify(pulled.findings),
        JSON.stringify(reasons),
      ],
    );
  }

  /** The latest pull as the API shows it. */
  async view(): Promise<PricingPullView> {
    const row = await this.dataSource.getRepository(PricingPullState).findOneByOrFail(ONE);
    const { state, operators, changed, unreadable, incomplete, findings, reasons } = row;
    return {
      state,
      orderedAt: row.orderedAt?.toISOString(),
      startedAt: row.startedAt?.toISOString(),
      finishedAt: row.finishedAt?.toISOString(),
      operators,
      changed,
      unreadable,
      incomplete,
      findings: { ...findings },
      reasons: [...reasons],
    };
  }
}
