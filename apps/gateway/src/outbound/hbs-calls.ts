import type { WithBytes } from '#messaging';
import type { HbsReply, HbsRequest } from '#suite';
import type { Log } from '#platform';
import type { Journal } from '../journal/journal.js';
import type { CallLimiter, Place } from './limiter/call-limiter.js';
import { isSingleShot, type CalledOperation } from './called-operations.js';
import type { HbsConnection, OpenedAnswer } from './hbs-connection.js';
import { HbsFailureError } from './hbs-failure.js';
import { replyOf } from './rpc-reply.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { requestFacts } from './request-facts.js';
import { PlacePassedError } from './watched-dispatch.js';

/** RabbitMQ 4 refuses messages over 16 MiB, and a reply is one. */
const LARGEST_ANSWER = 15 * 1024 * 1024;

/** A call that has begun: the beginning of its answer, or why there is none. */
export interface BegunCall {
  readonly operation: CalledOperation;
  readonly call: HbsRequest;
  readonly place: Place;
  /** By `performance.now()`. */
  readonly began: number;
  readonly answer: OpenedAnswer | HbsFailureError;
}

/** Calls HBS within its limits, and keeps the journal of it. */
export class HbsCalls {
  constructor(
    private readonly connection: HbsConnection,
    private readonly limiter: CallLimiter,
    private readonly journal: Journal,
    private readonly log: Log,
  ) {}

  /**
   * One exchange, whatever comes of it.
   *
   * @throws {RpcRefusal} HBS_LIMIT_REACHED: nothing has left
   */
  async ask(operation: CalledOperation, call: HbsRequest, signal: AbortSignal): Promise<WithBytes<HbsReply>> {
    const begun = await this.begin(operation, call, signal);
    const reply = await replyOf(begun.answer, LARGEST_ANSWER);
    await this.conclude(begun, outcomeOf(operation, reply));
    return reply;
  }

  /**
   * Sends a call in a place of its own, and once more a read whose kept connection had ended under it (then in a second
   * place: HBS may have counted the first). Must be concluded.
   *
   * @throws {RpcRefusal} HBS_LIMIT_REACHED
   */
  async begin(operation: CalledOperation, call: HbsRequest, signal: AbortSignal): Promise<BegunCall> {
    for (let mayRepeat = !isSingleShot(operation); ;) {
      const place = await this.limiter.takePlace(operation, isSingleShot(operation));
      const about = { operation, call, place, began: performance.now() };
      try {
        const answer = await this.connection.open(operation, call, { before: place.until, signal });
        return { ...about, answer };
      } catch (error) {
        if (error instanceof PlacePassedError) continue;
        if (!(error instanceof HbsFailureError)) throw error;
        if (!(mayRepeat && error.stale)) return { ...about, answer: error };
        mayRepeat = false;
      }
    }
  }

  /** Draws the conclusions from an outcome: journal, alarms, and how fast to go on. */
  async conclude({ operation, call, place, began }: BegunCall, outcome: Outcome): Promise<void> {
    const { alarm, limited, retryAfterMs, ...told } = outcome;
    const facts = requestFacts(operation, call.body);
    this.journal.record({
      direction: 'outbound',
      operation,
      partner: call.providerId,
      address: undefined,
      durationMs: performance.now() - began,
      ...facts,
      ...told,
      sessionId: told.sessionId ?? facts.sessionId,
    });
    const { processId, reason } = told;
    if (alarm) this.log.raise(alarm, { operation, processId, reason });
    if (limited) await this.limiter.slowDown(operation, retryAfterMs);
    else if (told.httpStatus > 0) await this.limiter.succeeded(operation, place);
  }
}
