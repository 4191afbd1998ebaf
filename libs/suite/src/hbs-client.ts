import { isUtf8 } from 'node:buffer';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { outboundOperations, readHbsAnswer, type OutboundOperationName } from '#oicp';
import { type WithBytes, RpcClient, RpcRefusal } from '#messaging';
import type { HbsReply, HbsRequest, hbsRpcs } from './hbs.messages.js';
import type { SuiteMessages } from './suite-messages.js';

/** The call of the message map for each operation of OICP that services may use. */
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
} as const satisfies Partial<Record<OutboundOperationName, keyof typeof hbsRpcs>>;
/** An operation of {@link callOfOperation}. */
export type RelayedOperation = keyof typeof callOfOperation;

/** The gateway's refusal when an operation's limit is used up: nothing was sent to HBS. */
export const LIMIT_REACHED = 'HBS_LIMIT_REACHED';

/** HBS's answer to an operation, with the outcome as discriminant. */
export type HbsAnswerTo<N extends OutboundOperationName> = ReturnType<
  typeof readHbsAnswer<(typeof outboundOperations)[N]>
>;

/** The result of a call to HBS. */
export interface HbsCallResult<N extends RelayedOperation> {
  /** The parsed answer. */
  readonly answer: HbsAnswerTo<N>;
  /** The body as HBS sent it; empty if there was none. */
  readonly bytes: Buffer;
}

/** Options of one call. */
export interface HbsCallOptions {
  /** Which page, for operations that answer in pages. */
  readonly page?: HbsRequest['page'];
  /** Ends the wait of a repeatable operation, for its limit and for its answer. A request that was sent is not withdrawn. */
  readonly signal?: AbortSignal;
}

/** Calls HBS through the gateway, within HBS's limits. */
@Injectable()
export class HbsClient {
  constructor(@Inject(RpcClient) private readonly rpc: RpcClient<SuiteMessages>) {}

  /** Sends a request and parses the answer. @throws as {@link send} does */
  async ask<N extends RelayedOperation>(
    operation: N,
    providerId: string,
    body: string,
    options?: HbsCallOptions,
  ): Promise<HbsCallResult<N>> {
    const reply = await this.send(operation, providerId, body, options);
    return { answer: parseHbsReply(operation, reply), bytes: reply.bytes };
  }

  /**
   * Sends a request that `libs/oicp` has written; {@link parseHbsReply} reads the reply. While the operation's limit is
   * used up it waits, if the operation is repeatable; a remote start or stop is refused at once instead.
   *
   * @throws {RpcError} when the gateway did not answer; for a remote start or stop `OUTCOME_UNKNOWN` means that HBS may have received it
   * @throws {RpcRefusal} `HBS_LIMIT_REACHED` for an operation that does not wait
   * @throws the reason of `signal` when it aborts
   */
  async send(
    operation: RelayedOperation,
    providerId: string,
    body: string,
    { page, signal }: HbsCallOptions = {},
  ): Promise<WithBytes<HbsReply>> {
    const { repeatable } = outboundOperations[operation];
    const request = { providerId, body, ...(page && { page }) };
    const untilAborted = repeatable && signal ? { signal } : {};
    for (;;) {
      try {
        return await this.rpc.call(callOfOperation[operation], request, untilAborted);
      } catch (error) {
        const wait = limitWaitMs(error);
        if (!repeatable || wait === undefined) throw error;
        await sleep(wait, undefined, untilAborted);
      }
    }
  }
}

/** Parses the gateway's reply. */
export function parseHbsReply<N extends OutboundOperationName>(
  operation: N,
  { about, bytes }: WithBytes<HbsReply>,
): HbsAnswerTo<N> {
  const answer =
    about.kind === 'failed'
      ? about.failure
      : { status: about.httpStatus, headers: about.headers, body: decode(bytes) };
  return readHbsAnswer(outboundOperations[operation], answer);
}

const BYTE_ORDER_MARK = 0xef;

/** Valid UTF-8 is decoded natively, in a third of the time; `libs/oicp` decodes everything else. */
function decode(bytes: Buffer): string | Buffer {
  return isUtf8(bytes) && bytes[0] !== BYTE_ORDER_MARK ? bytes.toString() : bytes;
}

/** Milliseconds until the limit allows a call; `undefined` if the error is not about a limit. */
export function limitWaitMs(error: unknown): number | undefined {
  if (!(error instanceof RpcRefusal) || error.code !== LIMIT_REACHED) return undefined;
  const wait = error.details?.['retryAfterMs'];
  return typeof wait === 'number' && wait > 0 ? wait : 1_000;
}
