import { Injectable } from '@nestjs/common';
import type { SyncReason } from '#messaging';
import { operatorIdKey } from '#oicp';
import type { Leadership } from '#persistence';
import { PricesNotToldError, PricingSource } from './pricing-source.js';
import { PricingStore } from './pricing-store.js';

/** Operators per call: HBS names no bound, and a group that fails should not be large. */
const GROUP = 50;

export interface PulledPrices {
  readonly operators: number;
  readonly changed: number;
  readonly unreadable: number;
  readonly reasons: readonly SyncReason[];
}

/** Pulls the prices of every operator of whom charging points are known, group by group. */
@Injectable()
export class PricingPull {
  constructor(
    private readonly source: PricingSource,
    private readonly store: PricingStore,
  ) {}

  /** A group that cannot be had keeps its prices. @throws {RunTakenAwayError} */
  async run(leadership: Leadership, signal: AbortSignal): Promise<PulledPrices> {
    const operatorIds = await this.store.operatorIds();
    const pulled = { operators: 0, changed: 0, unreadable: 0 };
    const reasons = new Map<string, SyncReason>();
    for (let start = 0; start < operatorIds.length; start += GROUP) {
      signal.throwIfAborted();
      const group = operatorIds.slice(start, start + GROUP);
      try {
        const { operators, unreadable } = await this.source.pricesOf(group, signal);
        pulled.unreadable += unreadable;
        pulled.operators += operators.size;
        for (const prices of operators.values())
          if (await this.store.put(prices, leadership)) pulled.changed += 1;
        const missing = group.filter((id) => !operators.has(operatorIdKey(id)));
        pulled.changed += await this.store.miss(missing, leadership);
      } catch (error) {
        if (!(error instanceof PricesNotToldError)) throw error;
        const { operation, reason } = error;
        // The words name the operation: the failures of one are not counted under those of the other.
        const key = `${operation} ${reason.code}`;
        const count = (reasons.get(key)?.count ?? 0) + 1;
        reasons.set(key, { ...reason, count });
      }
    }
    return { ...pulled, reasons: [...reasons.values()] };
  }
}
