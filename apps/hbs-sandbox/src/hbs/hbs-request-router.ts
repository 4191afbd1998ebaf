import { Inject, Injectable } from '@nestjs/common';
import { outboundOperations, type OutboundOperationName } from '#oicp';
import { CallLedger } from '../calls/call-ledger.js';
import { FaultBoard } from '../faults/fault-board.js';
import type { LostAnswer } from '../faults/fault.js';
import { SandboxSettings } from '../settings.js';
import {
  HBS_OPERATIONS,
  type HbsOperation,
  type OperationReply,
  type OperationRequest,
} from './hbs-operation.js';
import { findOperation, type HbsRoute } from './hbs-routes.js';
import { refuseStranger } from './partner-check.js';
import { statusReply, jsonReply } from './replies.js';

/** A call of an EMP as received. */
export interface HbsCall {
  /** From the path. */
  readonly providerId: string;
  /** As in the query. */
  readonly page: string | undefined;
  readonly size: string | undefined;
  readonly body: Buffer;
}

/** Routes each call of an EMP to its operation, after what HBS does first: count it, check partner and limit, apply faults. */
@Injectable()
export class HbsRequestRouter {
  private readonly operations: ReadonlyMap<OutboundOperationName, HbsOperation>;

  constructor(
    private readonly settings: SandboxSettings,
    private readonly ledger: CallLedger,
    private readonly faults: FaultBoard,
    @Inject(HBS_OPERATIONS) operations: readonly HbsOperation[],
  ) {
    this.operations = new Map(operations.map((each) => [each.operation, each]));
    if (this.operations.size < operations.length)
      throw new Error('two classes implement the same operation of HBS');
  }

  /** Answers a call on a route. */
  async answer(route: HbsRoute, call: HbsCall): Promise<OperationReply | LostAnswer> {
    const body = parseJson(call.body);
    const name = findOperation(route, body);
    if (name === undefined) return notServedReply(route.path);
    const isWithinLimit = this.ledger.enter(name);
    const refusal = refuseStranger(call.providerId, body, this.settings.SANDBOX_PROVIDER_IDS);
    if (refusal) return refusal;
    if (!isWithinLimit && this.settings.SANDBOX_ENFORCE_LIMITS) return limitReply();
    const request = { providerId: call.providerId, page: parsePage(name, call), body: call.body };
    if (request.page && !isPageInRange(name, request.page))
      return statusReply('022', 'page or size is out of range');
    return this.answerWithFaults(name, request);
  }

  private async answerWithFaults(
    name: OutboundOperationName,
    request: OperationRequest,
  ): Promise<OperationReply | LostAnswer> {
    const answer = async (answered = request): Promise<OperationReply> =>
      this.operations.get(name)?.answer(answered) ?? notServedReply(outboundOperations[name].oicpName);
    const fault = this.faults.take(name, request.page?.number);
    if (!fault) return answer();
    const carriedOut = fault.after ? await answer() : undefined;
    await fault.wait();
    if (fault.reply !== undefined) return fault.reply;
    return fault.distort(carriedOut ?? (await answer()), () => answer(toPageBefore(request)));
  }
}

function limitReply(): OperationReply {
  return { ...jsonReply({ message: 'API rate limit exceeded' }, 429), headers: { 'retry-after': '5' } };
}

function notServedReply(what: string): OperationReply {
  return statusReply('001', `${what} is not served by this sandbox`, 404);
}

function parsePage(name: OutboundOperationName, { page, size }: HbsCall): OperationRequest['page'] {
  const operation = outboundOperations[name];
  if (!('page' in operation)) return undefined;
  return { number: Number(page ?? 0), size: Number(size ?? operation.page.defaultSize) };
}

function toPageBefore(request: OperationRequest): OperationRequest {
  const { page } = request;
  return { ...request, page: page && { ...page, number: Math.max(0, page.number - 1) } };
}

function isPageInRange(
  name: OutboundOperationName,
  { number, size }: NonNullable<OperationRequest['page']>,
): boolean {
  const operation = outboundOperations[name];
  const largest = 'page' in operation ? operation.page.largestSize : 0;
  const isWhole = Number.isSafeInteger(number) && Number.isSafeInteger(size);
  return isWhole && number >= 0 && size >= 1 && size <= largest;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined; // the operation refuses it in its own form
  }
}
