import type { DataSource } from 'typeorm';
import { RpcRefusal } from '#messaging';
import { LIMIT_REACHED } from '#suite';
import { isDatabaseUnavailable } from '#persistence';
import { finishesWithin, messageOf, type Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import {
  clearStrikes,
  pauseCalls,
  takeSharedSlot,
  type LimitKey,
  type SlotDecision,
} from './call-limit-row.js';
import { LocalWindow } from './local-window.js';

/** Hubject limits calls per minute. */
const WINDOW_MS = 60_000;
/**
 * HBS counts a call when it arrives, we when its slot is taken. A third of this is for the database to answer, a third
 * for the request to be written, and a third for its transfer: so calls that are slow in one window and fast in the
 * next stay within the limit (ADR 0011).
 */
const MARGIN_MS = 3_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const DATABASE_UNAVAILABLE_RETRY_MS = 5_000;

/** Whose calls are limited, and to how many. */
export interface CallLimiterOptions<Operation extends string> {
  readonly dataSource: DataSource;
  readonly log: Log;
  /** HBS counts per partner account. */
  readonly account: string;
  /** Calls that HBS allows per window; one fewer is made. */
  readonly limitOf: (operation: Operation) => number;
  /** One minute by default. */
  readonly windowMs?: number;
  /** Added to the window; three seconds by default. */
  readonly marginMs?: number;
}

/** The right to make one call. */
export interface CallSlot {
  /** By `performance.now()`: expires then. */
  readonly until: number;
  /** How often in a row HBS has answered 429. */
  readonly strikes: number;
}

/** Limits the calls of all replicas together to what HBS allows for each operation. */
export class CallLimiter<Operation extends string> {
  private readonly locals = new Map<Operation, LocalWindow>();
  private readonly windowMs: number;
  private readonly marginMs: number;

  constructor(private readonly options: CallLimiterOptions<Operation>) {
    this.marginMs = options.marginMs ?? MARGIN_MS;
    this.windowMs = (options.windowMs ?? WINDOW_MS) + this.marginMs;
  }

  /**
   * Takes a slot for one call, or refuses at once: the caller knows how long it can wait.
   *
   * @param withoutDatabase whether to use this replica's own count while the database is unavailable
   * @throws {RpcRefusal} HBS_LIMIT_REACHED with `retryAfterMs`
   */
  async takeSlot(operation: Operation, withoutDatabase: boolean): Promise<CallSlot> {
    const { waitMs, strikes } = await this.requestSlot(operation, withoutDatabase);
    if (waitMs > 0) {
      throw new RpcRefusal(LIMIT_REACHED, `HBS allows no further ${operation} for ${waitMs} ms`, {
        retryAfterMs: waitMs,
      });
    }
    return { until: performance.now() + this.marginMs / 3, strikes };
  }

  /**
   * Pauses an operation for all replicas, after HBS answered 429.
   *
   * @param askedMs the pause in milliseconds that HBS asked for, if any
   */
  async slowDown(operation: Operation, askedMs: number | undefined): Promise<void> {
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

  /** Records that HBS accepted a call: earlier answers of 429 no longer count. */
  async recordSuccess(operation: Operation, { strikes }: CallSlot): Promise<void> {
    if (strikes === 0) return;
    await clearStrikes(this.options.dataSource, this.keyOf(operation)).catch((error: unknown) =>
      this.raiseUnknownLimits(operation, error),
    );
  }

  private async requestSlot(operation: Operation, withoutDatabase: boolean): Promise<SlotDecision> {
    try {
      const decision = await this.requestSharedSlot(operation);
      if (decision.waitMs === 0) this.localOf(operation).recordCall();
      return decision;
    } catch (error) {
      this.raiseUnknownLimits(operation, error);
      if (!withoutDatabase) return { waitMs: DATABASE_UNAVAILABLE_RETRY_MS, strikes: 0 };
      return { waitMs: this.localOf(operation).takeSlot(), strikes: 0 };
    }
  }

  /** A slow database counts as unavailable: a driver is waiting. */
  private async requestSharedSlot(operation: Operation): Promise<SlotDecision> {
    const { dataSource } = this.options;
    const { windowMs } = this;
    const timeoutMs = this.marginMs / 3;
    const maxCalls = this.maxCallsOf(operation);
    const taking = takeSharedSlot(dataSource, { ...this.keyOf(operation), maxCalls, windowMs });
    if (await finishesWithin(timeoutMs, taking)) return await taking;
    throw new Error(`the database did not answer within ${timeoutMs} ms`);
  }

  private raiseUnknownLimits(operation: Operation, error: unknown): void {
    const isUnavailable = !this.options.dataSource.isInitialized || isDatabaseUnavailable(error);
    this.options.log.raise(gatewayAlarms.CALL_LIMITS_UNKNOWN, {
      operation,
      ...(isUnavailable ? { reason: messageOf(error) } : { error }),
    });
  }

  /** One call in reserve: HBS counts by its own clock and rules. */
  private maxCallsOf(operation: Operation): number {
    return Math.max(1, this.options.limitOf(operation) - 1);
  }

  private keyOf(operation: Operation): LimitKey {
    return { account: this.options.account, operation };
  }

  private localOf(operation: Operation): LocalWindow {
    const known = this.locals.get(operation) ?? new LocalWindow(this.maxCallsOf(operation), this.windowMs);
    this.locals.set(operation, known);
    return known;
  }
}
