import { Injectable } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import type { EvseStatusChunk, HbsRequest } from '#suite';
import { messageOf } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { HbsCalls, type StartedCall } from '../hbs-calls.js';
import type { HbsResponse } from '../hbs-connection.js';
import { HbsFailureError } from '../hbs-failure.js';
import { classifyReply, type Outcome } from '../outcome.js';
import { toFailedReply, collectReply, type ExplainedReply } from '../rpc-reply.js';
import { AnswerHead } from './answer-head.js';
import { splitStatus, type ReadAnswer } from './split-status.js';

type Chunk = WithBytes<EvseStatusChunk>;

/** The chunk that a stream ends with, and what that says of the exchange. */
interface FinalChunk {
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
      outcome = toInterrupted(begun.answer, error);
      throw error;
    } finally {
      over.abort();
      await this.calls.conclude(begun, outcome);
    }
  }

  private async *relay({ answer }: StartedCall): AsyncGenerator<Chunk, FinalChunk, undefined> {
    if (answer instanceof HbsFailureError || answer.httpStatus >= 300)
      return toSingleChunk(await collectReply(answer, SMALL_BYTES));
    const head = new AnswerHead(SMALL_BYTES);
    const splitting = splitStatus(head.capture(answer.body));
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
      return toSingleChunk(
        error instanceof HbsFailureError ? toFailedReply(error) : toPartialReply(answer, head),
      );
    } finally {
      await splitting.return({ foundStatuses: false, code: undefined });
    }
    const isYes = read.code === undefined || read.code === null || read.code === '000';
    if (records === 0 && !(isYes && read.foundStatuses))
      return toEmptyOrRefusal(toPartialReply(answer, head));
    if (!isYes) throw new HbsFailureError('cut-off', `after ${records} records the answer said no`);
    return toEnd(answer, records);
  }
}

/** An answer without records: HBS knows none, or it is a no. */
function toEmptyOrRefusal(reply: ExplainedReply): FinalChunk {
  const outcome = classifyReply('pullEvseStatus', reply);
  if (outcome.code !== '000') return toSingleChunk(reply);
  const { processId } = outcome;
  return { chunk: { about: { part: 'end', records: 0, processId }, bytes: Buffer.alloc(0) }, outcome };
}

function toEnd({ httpStatus, headers }: HbsResponse, records: number): FinalChunk {
  const processId = headers['process-id'];
  return {
    chunk: { about: { part: 'end', records, processId }, bytes: Buffer.alloc(0) },
    outcome: { httpStatus, processId, code: '000', limited: false },
  };
}

function toSingleChunk(reply: ExplainedReply): FinalChunk {
  return {
    chunk: { about: { part: 'answer', reply: reply.about }, bytes: reply.bytes },
    outcome: classifyReply('pullEvseStatus', reply),
  };
}

function toPartialReply({ httpStatus, headers }: HbsResponse, head: AnswerHead): ExplainedReply {
  return { about: { kind: 'answered', httpStatus, headers: { ...headers } }, bytes: head.bytes };
}

function toInterrupted(answer: StartedCall['answer'], error: unknown): Outcome {
  const httpStatus = answer instanceof HbsFailureError ? 0 : answer.httpStatus;
  return { httpStatus, limited: false, reason: messageOf(error), alarm: gatewayAlarms.HBS_NOT_ANSWERING };
}
