import { isUtf8 } from 'node:buffer';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { outboundOperations, readHbsAnswer, type OutboundOperationName } from '#oicp';
import { type WithBytes, RpcClient, RpcRefusal } from '#messaging';
import type { HbsReply, HbsRequest } from './hbs.messages.js';
import type { SuiteMessages } from './suite-messages.js';

/** Which call of the message map carries which operation of OICP. */
export const callOfOperation = {
  authorizeRemoteStart: 'hbs.authorize-remote-start',
  authorizeRemoteStop: 'hbs.authorize-remote-stop',
  remoteReservationStart: 'hbs.remote-reservation-start',
  remoteReservationStop: 'hbs.remote-reservation-stop',
  pullEvseData: 'hbs.pull-evse-data',
  pullEvseStatusById: 'hbs.pull-evse-status-by-id',
  pullEvseStatusByOperatorId: 'hbs.pull-evse-status-by-operator-id',
  pullPricingProductData: 'hbs.pull-pricing-product-data',
  pullEvsePricing: 'hbs.pull-evse-pricing',
  getChargeDetailRecords: 'hbs.get-charge-detail-records',
} as const satisfies Partial<Record<OutboundOperationName, string>>;
export type CalledOperation = keyof typeof callOfOperation;

/** The refusal of the gateway when an operation's limit is used up: nothing has left. */
export const LIMIT_REACHED = 'HBS_LIMIT_REACHED';

/** What an operation of this name answers. */
export type HbsAnswerTo<N extends OutboundOperationName> = ReturnType<
  typeof readHbsAnswer<(typeof outboundOperations)[N]>
>;

export interface HbsCallResult<N extends CalledOperation> {
  readonly answer: HbsAnswerTo<N>;
  /** As HBS sent it; empty where it sent none. */
  readonly bytes: Buffer;
}

export interface HbsCallOptions {
  readonly page?: HbsRequest['page'];
  /** Ends the wait for a repeatable operation: for its limit, and for its answer. What has left is not called back. */
  readonly signal?: AbortSignal;
  /** An answer that comes before this resolves is not read until then: reading a large one keeps the process busy. */
  readonly readAfter?: Promise<void>;
}

/** HBS as the services reach it: through the gateway, within HBS's limits. */
@Injectable()
export class HbsClient {
  constructor(@Inject(RpcClient) private readonly rpc: RpcClient<SuiteMessages>) {}

  /**
   * Sends a request that `libs/oicp` has written, and reads what came of it. While the operation's limit is used up it
   * waits, if the operation may be repeated at all; a car that cannot be started now is refused now.
   *
   * @throws {RpcError} when the gateway did not answer; for a remote start or stop `OUTCOME_UNKNOWN` says it may have left
   * @throws {RpcRefusal} `HBS_LIMIT_REACHED` for an operation that does not wait
   * @throws the reason of `signal` when it aborts
   */
  async ask<N extends CalledOperation>(
    operation: N,
    providerId: string,
    body: string,
    { page, signal, readAfter }: HbsCallOptions = {},
  ): Promise<HbsCallResult<N>> {
    const { repeatable } = outboundOperations[operation];
    const untilAborted = repeatable && signal ? { signal } : {};
    for (;;) {
      try {
        const call = callOfOperation[operation] as 'hbs.pull-evse-data'; // all of them have one shape
        const reply = await this.rpc.call(call, { providerId, body, ...(page && { page }) }, untilAborted);
        await readAfter;
        return { answer: parseHbsReply(operation, reply), bytes: reply.bytes };
      } catch (error) {
        const wait = limitWaitMs(error);
        if (!repeatable || wait === undefined) throw error;
        await sleep(wait, undefined, untilAborted);
      }
    }
  }
}

/** The gateway's reply as `libs/oicp` understands it. */
export function parseHbsReply<N extends OutboundOperationName>(
  operation: N,
  { about, bytes }: WithBytes<HbsReply>,
): HbsAnswerTo<N> {
  const answer =
    about.kind === 'failed'
      ? about.failure
      : { status: about.httpStatus, headers: about.headers, body: decoded(bytes) };
  return readHbsAnswer(outboundOperations[operation], answer);
}

const BYTE_ORDER_MARK = 0xef;

/** Decoded natively, in a third of the time of a decoder that must cope with any bytes; what is odd is left to that. */
function decoded(bytes: Buffer): string | Buffer {
  return isUtf8(bytes) && bytes[0] !== BYTE_ORDER_MARK ? bytes.toString() : bytes;
}

/** Milliseconds until the limit lets a call through; `undefined` where something else kept it from being sent. */
export function limitWaitMs(error: unknown): number | undefined {
  if (!(error instanceof RpcRefusal) || error.code !== LIMIT_REACHED) return undefined;
  const wait = error.details?.['retryAfterMs'];
  return typeof wait === 'number' && wait > 0 ? wait : 1_000;
}
