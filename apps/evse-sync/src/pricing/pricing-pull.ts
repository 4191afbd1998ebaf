import { Injectable } from '@nestjs/common';
import type { SyncReason } from '#suite';
import { operatorIdKey } from '#oicp';
import type { RunColumns } from '#persistence';
import { Log } from '#platform';
import { evseSyncAlarms } from '../alarms.js';
import { countFindings } from './count-findings.js';
import { isRefusedContent } from './refused-content.js';
import type { OperatorPrices } from './read-pricing.js';
import type { PricingRun } from './pricing-run.entity.js';
import type { PricingClaim } from './pricing-run-store.js';
import { PricesUnavailableError, PricingSource } from './pricing-source.js';
import { PricingStore } from './pricing-store.js';

/** Operators per call: HBS documents no limit, and a group that fails should not be large. */
const GROUP = 50;

/** What a pull has received and stored so far. */
interface Progress {
  operators: number;
  changed: number;
  unreadable: number;
  incomplete: number;
  findings: Record<string, number>;
  /** Why groups failed, each with what it is counted by. */
  readonly reasons: Map<string, SyncReason>;
}

/** Pulls the prices of every operator whose charging points are in the replica, group by group. */
@Injectable()
export class PricingPull {
  constructor(
    private readonly source: PricingSource,
    private readonly store: PricingStore,
    private readonly log: Log,
  ) {}

  /**
   * Executes a pull from its stored place to its end. The prices of a group that cannot be pulled are unchanged.
   *
   * @throws {RunEndedError | LeadLostError} when it was cancelled or another replica leads
   */
  async run(claim: PricingClaim): Promise<void> {
    const { run, signal } = claim;
    const progress = readProgress(run);
    const operatorIds = await this.store.listOperatorIds(run.lastOperator);
    for (let start = 0; start < operatorIds.length; start += GROUP) {
      signal.throwIfAborted();
      await this.pullGroup(operatorIds.slice(start, start + GROUP), progress, claim);
    }
    const reasons = [...progress.reasons.values()];
    const state = reasons.length > 0 ? 'failed' : 'succeeded';
    await claim.write((manager) => claim.end(manager, state, { reasons }));
    this.report(run.id, progress);
  }

  private async pullGroup(group: readonly string[], progress: Progress, claim: PricingClaim): Promise<void> {
    // An operator that seems to be missing may be the one of an entry without an OperatorID.
    let missing: readonly string[] = [];
    try {
      const { operators, unreadable, unattributed } = await this.source.pullPrices(group, claim.signal);
      progress.unreadable += unreadable;
      progress.operators += operators.size;
      for (const prices of operators.values()) {
        countFindings(progress, prices);
        const stored = await this.put(prices, claim);
        if (stored === 'refused') addReason(progress, toNotStorableReason(prices));
        else if (stored === 'changed') progress.changed += 1;
      }
      if (!unattributed) missing = group.filter((id) => !operators.has(operatorIdKey(id)));
    } catch (error) {
      if (!(error instanceof PricesUnavailableError)) throw error;
      // The message names the operation, so the failures of the two are counted apart.
      addReason(progress, error.reason, `${error.operation} ${error.reason.code}`);
    }
    // With the progress, in one transaction: whoever resumes the pull must not count the same operators again.
    await this.store.countMissing(missing, claim, (gone) => {
      progress.changed += gone;
      return toColumns(progress, group.at(-1));
    });
  }

  /** Content that PostgreSQL refuses affects only the prices of its own operator. */
  private async put(prices: OperatorPrices, claim: PricingClaim): Promise<'changed' | 'same' | 'refused'> {
    try {
      return (await this.store.put(prices, claim)) ? 'changed' : 'same';
    } catch (error) {
      if (!isRefusedContent(error)) throw error;
      return 'refused';
    }
  }

  private report(runId: string, { reasons, ...counts }: Progress): void {
    const about = { runId, ...counts };
    if (reasons.size > 0)
      this.log.raise(evseSyncAlarms.PRICING_PULL_FAILED, { reasons: [...reasons.values()], ...about });
    else
      this.log.info(`pulled the prices of ${counts.operators} operators: ${counts.changed} changed`, about);
  }
}

function readProgress({
  operators,
  changed,
  unreadable,
  incomplete,
  findings,
  reasons,
}: PricingRun): Progress {
  return {
    operators,
    changed,
    unreadable,
    incomplete,
    findings: { ...findings },
    // What an earlier life of the run has counted stays beside what this one counts.
    reasons: new Map(reasons.map((reason, index) => [`earlier ${index}`, reason])),
  };
}

function toColumns({ reasons, ...counts }: Progress, lastOperator: string | undefined): RunColumns {
  return { ...counts, reasons: [...reasons.values()], last_operator: lastOperator ?? null };
}

function addReason({ reasons }: Progress, reason: SyncReason, key = reason.code): void {
  const count = (reasons.get(key)?.count ?? 0) + 1;
  reasons.set(key, { ...reason, count });
}

function toNotStorableReason({ operatorId }: OperatorPrices): SyncReason {
  const message = `the prices of ${operatorId} could not be stored; those stored before are unchanged`;
  return { code: 'PRICES_NOT_STORABLE', message };
}
