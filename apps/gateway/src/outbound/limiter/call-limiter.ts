import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { RpcRefusal } from '#messaging';
import { LIMIT_REACHED } from '#suite';
import { isDatabaseUnavailable } from '#persistence';
import { messageOf, type Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import {
  clearStrikes,
  pauseCalls,
  takeSharedSlot,
  type LimitKey,
  type SlotDecision,
} from './call-limit-row.js';
import { LocalWindow } from './local-window.js';

/** Hubject counts calls per minute. */
const WINDOW_MS = 60_000;
/**
 * HBS counts a call when it arrives, we when its place is taken. A third of this is for the database to answer, a third
 * for the call to be written, and a third for its way: so calls that were late in one window and quick in the next stay
 * within the limit.
 */
const MARGIN_MS = 3_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const DATABASE_UNAVAILABLE_RETRY_MS = 5_000;

export interface CallLimiterOptions {
  readonly dataSource: DataSource;
  readonly log: Log;
  /** Whose limits these are: HBS counts per partner account. */
  readonly account: string;
  /** Calls that HBS allows per window; one less is made. */
  readonly limitOf: (operation: string) => number;
  readonly windowMs?: number;
  readonly marginMs?: number;
}

/** A place for one call. */
export interface CallSlot {
  /** By `performance.now()`: not to be used after this. */
  readonly until: number;
  readonly strikes: number;
}

/** Keeps all replicas together within what HBS allows of each operation. */
export class CallLimiter {
  private readonly locals = new Map<string, LocalWindow>();
  private readonly windowMs: number;
  private readonly marginMs: number;

  constructor(private readonly options: CallLimiterOptions) {
    this.marginMs = options.marginMs ?? MARGIN_MS;
    this.windowMs = (options.windowMs ?? WINDOW_MS) + this.marginMs;
  }

  /**
   * Takes a place for one call, or refuses at once: whoever called knows how long it can wait.
   *
   * @param withoutDatabase whether to go by this replica's own count where the database is away
   * @throws {RpcRefusal} HBS_LIMIT_REACHED with `retryAfterMs`
   */
  async takeSlot(operation: string, withoutDatabase: boolean): Promise<CallSlot> {
    const { waitMs, strikes } = await this.requestSlot(operation, withoutDatabase);
    if (waitMs > 0) {
      throw new RpcRefusal(LIMIT_REACHED, `HBS allows no further ${operation} for ${waitMs} ms`, {
        retryAfterMs: waitMs,
      });
    }
    return { until: performance.now() + this.marginMs / 3, strikes };
  }

  /**
   * HBS said that it had been too much: nobody calls for a while.
   *
   * @param askedMs what HBS asked for, if it did
   */
  async slowDown(operation: string, askedMs: number | undefined): Promise<void> {
    const { dataSource, log } = this.options;
    const local = this.localOf(operation);
    local.pause(askedMs ?? FIRST_PAUSE_MS);
    try {
      const pauseMs = await pauseCalls(dataSource, this.keyOf(operation), {
        askedMs,
        firstMs: FIRST_PAUSE_MS,
        mostMs: LONGEST_PAUSE_MS,
      });
      local.pause(pauseMs);
      log.raise(gatewayAlarms.HBS_LIMITS_US, { operation, pauseMs });
    } catch (error) {
      this.raiseUnknownLimits(operation, error);
    }
  }

  /** HBS took a call: what it said before is forgotten. */
  async recordSuccess(operation: string, { strikes }: CallSlot): Promise<void> {
    if (strikes === 0) return;
    await clearStrikes(this.options.dataSource, this.keyOf(operation)).catch((error: unknown) =>
      this.raiseUnknownLimits(operation, error),
    );
  }

  private async requestSlot(operation: string, withoutDatabase: boolean): Promise<SlotDecision> {
    try {
      const told = await this.requestSharedSlot(operation);
      if (told.waitMs === 0) this.localOf(operation).recordCall();
      return told;
    } catch (error) {
      this.raiseUnknownLimits(operation, error);
      if (!withoutDatabase) return { waitMs: DATABASE_UNAVAILABLE_RETRY_MS, strikes: 0 };
      return { waitMs: this.localOf(operation).takeSlot(), strikes: 0 };
    }
  }

  /** A database that thinks for long is as good as away: a driver waits. */
  private async requestSharedSlot(operation: string): Promise<SlotDecision> {
    const { dataSource } = this.options;
    const { windowMs } = this;
    const patienceMs = this.marginMs / 3;
    const giveUp = new AbortController();
    try {
      return await Promise.race([
        takeSharedSlot(dataSource, {
          ...this.keyOf(operation),
          maxCalls: this.maxCallsOf(operation),
          windowMs,
        }),
        sleep(patienceMs, undefined, { signal: giveUp.signal }).then(() => {
          throw new Error(`the database gave no answer within ${patienceMs} ms`);
        }),
      ]);
    } finally {
      giveUp.abort();
    }
  }

  private raiseUnknownLimits(operation: string, error: unknown): void {
    const away = !this.options.dataSource.isInitialized || isDatabaseUnavailable(error);
    this.options.log.raise(gatewayAlarms.CALL_LIMITS_UNKNOWN, {
      operation,
      ...(away ? { reason: messageOf(error) } : { error }),
    });
  }

  /** One call is kept back: HBS counts by a clock and by rules of its own. */
  private maxCallsOf(operation: string): number {
    return Math.max(1, this.options.limitOf(operation) - 1);
  }

  private keyOf(operation: string): LimitKey {
    return { account: this.options.account, operation };
  }

  private localOf(operation: string): LocalWindow {
    const known = this.locals.get(operation) ?? new LocalWindow(this.maxCallsOf(operation), this.windowMs);
    this.locals.set(operation, known);
    return known;
  }
}
