import { Injectable } from '@nestjs/common';
import type { WithBytes } from '#messaging';
import type { EvseStatusChunk, HbsRequest } from '#suite';
import { messageOf } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { HbsCalls, type StartedCall } from '../hbs-calls.js';
import type { HbsResponse } from '../hbs-connection.js';
import { HbsFailureError } from '../hbs-failure.js';
import { classifyReply, type HbsCallOutcome } from '../outcome.js';
import { toFailedReply, collectReply, type ExplainedReply } from '../rpc-reply.js';
import { AnswerHead } from './answer-head.js';
import { splitStatus, type ReadAnswer } from './split-status.js';

type Chunk = WithBytes<EvseStatusChunk>;

/** The last chunk of a stream, and the outcome of the exchange. */
interface FinalChunk {
  readonly chunk: Chunk;
  readonly outcome: HbsCallOutcome;
}

/** Bytes. Refusals are small; of anything larger the beginning suffices. */
const SMALL_BYTES = 64 * 1024;

/** Pulls the status of the whole network, and yields it in chunks while HBS's one large answer is still being read. */
@Injectable()
export class EvseStatusService {
  constructor(private readonly calls: HbsCalls) {}

  /**
   * Calls HBS. An answer without records becomes one last chunk.
   *
   * @throws {RpcRefusal} HBS_LIMIT_REACHED
   * @throws {HbsFailureError} when an answer breaks off after its first chunk: the chunks are then incomplete
   */
  async *pull(request: HbsRequest): AsyncGenerator<Chunk, void, undefined> {
    // Ends the exchange with HBS when the receiver cancels.
    const cancelled = new AbortController();
    const call = await this.calls.begin('pullEvseStatus', request, cancelled.signal);
    let outcome: HbsCallOutcome = {
      httpStatus: 0,
      limited: false,
      reason: 'the service that asked for it cancelled the stream',
    };
    try {
      const last = yield* this.relay(call);
      outcome = last.outcome;
      yield last.chunk;
    } catch (error) {
      outcome = toInterrupted(call.answer, error);
      throw error;
    } finally {
      cancelled.abort();
      await this.calls.conclude(call, outcome);
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
    const isSuccess = read.code === undefined || read.code === null || read.code === '000';
    if (records === 0 && !(isSuccess && read.foundStatuses))
      return toEmptyOrRefusal(toPartialReply(answer, head));
    if (!isSuccess)
      throw new HbsFailureError('cut-off', `the answer ended with a refusal after ${records} records`);
    return toEnd(answer, records);
  }
}

/** An answer without records: HBS has none, or it refused. */
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

function toInterrupted(answer: StartedCall['answer'], error: unknown): HbsCallOutcome {
  const httpStatus = answer instanceof HbsFailureError ? 0 : answer.httpStatus;
  return { httpStatus, limited: false, reason: messageOf(error), alarm: gatewayAlarms.HBS_NOT_ANSWERING };
}
