import { Readable } from 'node:stream';
import type { OperationReply } from '../../hbs/hbs-operation.js';
import type { OperatorStatuses, StatusRecord } from '../statuses.js';

const CHUNK = 64 * 1_024;

/** Streams the statuses of operators: those of a large network are tens of megabytes. */
export function streamStatuses(
  operators: Iterable<OperatorStatuses>,
  isAsked: (record: StatusRecord) => boolean,
): OperationReply {
  return {
    status: 200,
    body: Readable.from(toChunks(writeStatuses(operators, isAsked)), { objectMode: false }),
  };
}

function* writeStatuses(
  operators: Iterable<OperatorStatuses>,
  isAsked: (record: StatusRecord) => boolean,
): Generator<string> {
  yield '{"EvseStatuses":{"OperatorEvseStatus":[';
  let between = '';
  for (const { operatorId, operatorName, records } of operators) {
    let before = `${between}{"OperatorID":${JSON.stringify(operatorId)},"OperatorName":${JSON.stringify(operatorName ?? null)},"EvseStatusRecord":[`;
    let found = false;
    for (const record of records) {
      if (!isAsked(record)) continue;
      yield `${before}{"EvseID":${JSON.stringify(record.evseId)},"EvseStatus":${JSON.stringify(record.status)}}`;
      before = ',';
      found = true;
    }
    // An operator without a matching charging point is omitted.
    if (!found) continue;
    yield ']}';
    between = ',';
  }
  yield ']},"StatusCode":{"Code":"000","Description":null,"AdditionalInfo":null}}';
}

function* toChunks(texts: Iterable<string>): Generator<Buffer> {
  let chunk = '';
  for (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  yield Buffer.from(chunk);
}
