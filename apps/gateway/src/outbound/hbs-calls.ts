import type { WithBytes } from '#messaging';
import type { HbsReply, HbsRequest } from '#suite';
import type { Log } from '#platform';
import type { Journal } from '../journal/journal.js';
import type { CallLimiter, CallSlot } from './limiter/call-limiter.js';
import { isSingleShot, type CalledOperation } from './called-operations.js';
import type { HbsConnection, HbsResponse } from './hbs-connection.js';
import { HbsFailureError } from './hbs-failure.js';
import { collectReply } from './rpc-reply.js';
import { classifyReply, type HbsCallOutcome } from './outcome.js';
import { readRequestFacts } from './request-facts.js';
import { SlotExpiredError } from './watch-dispatch.js';

/** Bytes. RabbitMQ 4 refuses messages over 16 MiB, and a reply is one. */
const LARGEST_ANSWER = 15 * 1024 * 1024;

/** A call that was sent: the beginning of its answer, or why there is none. */
export interface StartedCall {
  readonly operation: CalledOperation;
  readonly call: HbsRequest;
  readonly slot: CallSlot;
  /** By `performance.now()`. */
  readonly startedAt: number;
  readonly answer: HbsResponse | HbsFailureError;
}

/** Calls HBS within its limits, and journals every call. */
export class HbsCalls {
  constructor(
    private readonly connection: HbsConnection,
    private readonly limiter: CallLimiter<CalledOperation>,
    private readonly journal: Journal,
    private readonly log: Log,
  ) {}

  /**
   * Makes one call and collects its answer. Failures of HBS or the connection are replies, not errors.
   *
   * @throws {RpcRefusal} HBS_LIMIT_REACHED: nothing was sent
   */
  async ask(operation: CalledOperation, call: HbsRequest, signal: AbortSignal): Promise<WithBytes<HbsReply>> {
    const started = await this.begin(operation, call, signal);
    const reply = await collectReply(started.answer, LARGEST_ANSWER);
    await this.conclude(started, classifyReply(operation, reply));
    return reply;
  }

  /**
   * Sends a call in its own slot. A read whose pooled connection was closed under it is sent once more, in a second
   * slot: HBS may have counted the first. {@link conclude} must follow.
   *
   * @throws {RpcRefusal} HBS_LIMIT_REACHED
   */
  async begin(operation: CalledOperation, call: HbsRequest, signal: AbortSignal): Promise<StartedCall> {
    for (let mayRepeat = !isSingleShot(operation); ;) {
      const slot = await this.limiter.takeSlot(operation, isSingleShot(operation));
      const about = { operation, call, slot, startedAt: performance.now() };
      try {
        const answer = await this.connection.open(operation, call, { before: slot.until, signal });
        return { ...about, answer };
      } catch (error) {
        if (error instanceof SlotExpiredError) continue;
        if (!(error instanceof HbsFailureError)) throw error;
        if (!(mayRepeat && error.stale)) return { ...about, answer: error };
        mayRepeat = false;
      }
    }
  }

  /** Ends a call: journals it, raises its alarm, and adapts the limiter. */
  async conclude({ operation, call, slot, startedAt }: StartedCall, outcome: HbsCallOutcome): Promise<void> {
    const { alarm, limited, retryAfterMs, ...journaled } = outcome;
    const facts = readRequestFacts(operation, call.body);
    this.journal.record({
      direction: 'outbound',
      operation,
      partner: call.providerId,
      address: undefined,
      durationMs: performance.now() - startedAt,
      ...facts,
      ...journaled,
      sessionId: journaled.sessionId ?? facts.sessionId,
    });
    const { processId, reason } = journaled;
    if (alarm) this.log.raise(alarm, { operation, processId, reason });
    if (limited) await this.limiter.slowDown(operation, retryAfterMs);
    else if (journaled.httpStatus > 0) await this.limiter.recordSuccess(operation, slot);
  }
}
