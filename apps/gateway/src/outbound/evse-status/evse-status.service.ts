import { Injectable } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import type { EvseStatusChunk, HbsRequest } from '#suite';
import { messageOf } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { HbsCalls, type BegunCall } from '../hbs-calls.js';
import type { OpenedAnswer } from '../hbs-connection.js';
import { HbsFailureError } from '../hbs-failure.js';
import { outcomeOf, type Outcome } from '../outcome.js';
import { failedReply, replyOf, type ToldReply } from '../rpc-reply.js';
import { AnswerHead } from './answer-head.js';
import { splitStatus, type ReadAnswer } from './split-status.js';

type Chunk = WithBytes<EvseStatusChunk>;

/** The chunk that a stream ends with, and what that says of the exchange. */
interface Last {
  readonly chunk: Chunk;
  readonly outcome: Outcome;
}

/** Refusals are small; of what is larger its beginning says enough. */
const SMALL_BYTES = 64 * 1024;

/** The status of the whole network, in chunks while HBS's one large answer is read. */
@Injectable()
export class EvseStatusService {
  constructor(private readonly calls: HbsCalls) {}

  /**
   * @throws {RpcRefusal} HBS_LIMIT_REACHED
   * @throws {HbsFailureError} when an answer that had begun well breaks off: what came is no whole
   */
  async *pull(request: HbsRequest): AsyncGenerator<Chunk, void, undefined> {
    // Ends the exchange with HBS when the receiver wants no more.
    const over = new AbortController();
    const begun = await this.calls.begin('pullEvseStatus', request, over.signal);
    let outcome: Outcome = { httpStatus: 0, limited: false, reason: 'whoever asked for it wanted no more' };
    try {
      const last = yield* this.relay(begun);
      outcome = last.outcome;
      yield last.chunk;
    } catch (error) {
      outcome = brokenOff(begun.answer, error);
      throw error;
    } finally {
      over.abort();
      await this.calls.conclude(begun, outcome);
    }
  }

  private async *relay({ answer }: BegunCall): AsyncGenerator<Chunk, Last, undefined> {
    if (answer instanceof HbsFailureError || answer.httpStatus >= 300)
      return inOnePiece(await replyOf(answer, SMALL_BYTES));
    const head = new AnswerHead(SMALL_BYTES);
    const splitting = splitStatus(head.watching(answer.body));
    let records = 0;
    let read: ReadAnswer;
    try {
      for (;;) {
        const next = await splitting.next();
        if (next.done === true) {
          read = next.value;
          break;
        }
        records += next.value.records;
        yield { about: { part: 'operators', records: next.value.records }, bytes: next.value.bytes };
      }
    } catch (error) {
      if (records > 0) throw error;
      return inOnePiece(error instanceof HbsFailureError ? failedReply(error) : headOf(answer, head));
    } finally {
      await splitting.return({ foundStatuses: false, code: undefined });
    }
    const isYes = read.code === undefined || read.code === null || read.code === '000';
    if (records === 0 && !(isYes && read.foundStatuses)) return emptyOrNo(headOf(answer, head));
    if (!isYes) throw new HbsFailureError('cut-off', `after ${records} records the answer said no`);
    return end(answer, records);
  }
}

/** An answer without records: HBS knows none, or it is a no. */
function emptyOrNo(reply: ToldReply): Last {
  const outcome = outcomeOf('pullEvseStatus', reply);
  if (outcome.code !== '000') return inOnePiece(reply);
  const { processId } = outcome;
  return { chunk: { about: { part: 'end', records: 0, processId }, bytes: Buffer.alloc(0) }, outcome };
}

function end({ httpStatus, headers }: OpenedAnswer, records: number): Last {
  const processId = headers['process-id'];
  return {
    chunk: { about: { part: 'end', records, processId }, bytes: Buffer.alloc(0) },
    outcome: { httpStatus, processId, code: '000', limited: false },
  };
}

function inOnePiece(reply: ToldReply): Last {
  return {
    chunk: { about: { part: 'answer', reply: reply.about }, bytes: reply.bytes },
    outcome: outcomeOf('pullEvseStatus', reply),
  };
}

function headOf({ httpStatus, headers }: OpenedAnswer, head: AnswerHead): ToldReply {
  return { about: { kind: 'answered', httpStatus, headers: { ...headers } }, bytes: head.bytes };
}

function brokenOff(answer: BegunCall['answer'], error: unknown): Outcome {
  const httpStatus = answer instanceof HbsFailureError ? 0 : answer.httpStatus;
  return { httpStatus, limited: false, reason: messageOf(error), alarm: gatewayAlarms.HBS_NOT_ANSWERING };
}
