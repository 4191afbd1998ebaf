import { Injectable } from '@nestjs/common';
import type { SyncReason } from '#suite';
import { operatorIdKey } from '#oicp';
import type { Leadership } from '#persistence';
import { countFindings } from './count-findings.js';
import { isRefusedContent } from './refused-content.js';
import type { OperatorPrices } from './read-pricing.js';
import { PricesUnavailableError, PricingSource } from './pricing-source.js';
import { PricingStore } from './pricing-store.js';

/** Operators per call: HBS documents no limit, and a group that fails should not be large. */
const GROUP = 50;

/** The result of a pull of prices. */
export interface PulledPrices {
  /** Operators whose prices were received. */
  readonly operators: number;
  /** Operators whose prices differ from those stored before. */
  readonly changed: number;
  /** Entries and tariffs that cannot be shown. */
  readonly unreadable: number;
  /** Tariffs whose price may be incomplete. */
  readonly incomplete: number;
  /** Findings by code. */
  readonly findings: Readonly<Record<string, number>>;
  readonly reasons: readonly SyncReason[];
}

/** Pulls the prices of every operator whose charging points are in the replica, group by group. */
@Injectable()
export class PricingPull {
  constructor(
    private readonly source: PricingSource,
    private readonly store: PricingStore,
  ) {}

  /** Executes a pull. The prices of a group that cannot be pulled are unchanged. @throws {RunTakenAwayError} */
  async run(leadership: Leadership, signal: AbortSignal): Promise<PulledPrices> {
    const operatorIds = await this.store.listOperatorIds();
    const pulled = { operators: 0, changed: 0, unreadable: 0, incomplete: 0, findings: {} };
    const reasons = new Map<string, SyncReason>();
    const addReason = (reason: SyncReason, key = reason.code): void => {
      const count = (reasons.get(key)?.count ?? 0) + 1;
      reasons.set(key, { ...reason, count });
    };
    for (let start = 0; start < operatorIds.length; start += GROUP) {
      signal.throwIfAborted();
      const group = operatorIds.slice(start, start + GROUP);
      try {
        const { operators, unreadable, unattributed } = await this.source.pullPrices(group, signal);
        pulled.unreadable += unreadable;
        pulled.operators += operators.size;
        for (const prices of operators.values()) {
          countFindings(pulled, prices);
          const stored = await this.put(prices, leadership);
          if (stored === 'refused') addReason(toNotStorableReason(prices));
          else if (stored === 'changed') pulled.changed += 1;
        }
        // An operator that seems to be missing may be the one of an entry without an OperatorID.
        const missing = unattributed ? [] : group.filter((id) => !operators.has(operatorIdKey(id)));
        pulled.changed += await this.store.countMissing(missing, leadership);
      } catch (error) {
        if (!(error instanceof PricesUnavailableError)) throw error;
        // The message names the operation, so the failures of the two are counted apart.
        addReason(error.reason, `${error.operation} ${error.reason.code}`);
      }
    }
    return { ...pulled, reasons: [...reasons.values()] };
  }

  /** Content that PostgreSQL refuses affects only the prices of its own operator. */
  private async put(prices: OperatorPrices, leadership: Leadership): Promise<'changed' | 'same' | 'refused'> {
    try {
      return (await this.store.put(prices, leadership)) ? 'changed' : 'same';
    } catch (error) {
      if (!isRefusedContent(error)) throw error;
      return 'refused';
    }
  }
}

function toNotStorableReason({ operatorId }: OperatorPrices): SyncReason {
  const message = `the prices of ${operatorId} could not be stored; those stored before are unchanged`;
  return { code: 'PRICES_NOT_STORABLE', message };
}
