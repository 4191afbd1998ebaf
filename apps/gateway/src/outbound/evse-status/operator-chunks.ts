import { isListOfStatuses } from '#oicp';
import { withList } from './with-list.js';

/** A JSON array of operators, for one message of a stream. */
export interface OperatorsChunk {
  readonly records: number;
  readonly bytes: Buffer;
}

/** Small enough that a chunk just below it, with one more operator, usually fits into a message of 1 MiB. */
const FULL_BYTES = 512 * 1024;
const LARGEST_BYTES = 1024 * 1024 - 2;
const RECORDS_AT_A_TIME = 2_000;

/** Collects operators into chunks; splits an operator with many records. */
export class OperatorChunks {
  private parts: string[] = [];
  private bytes = 0;
  private records = 0;

  /** Adds an operator. @returns the chunks that are full now */
  *add(operator: object): Generator<OperatorsChunk, void, undefined> {
    for (const { text, records } of sliceOperator(operator)) {
      const length = Buffer.byteLength(text) + 1;
      if (length > LARGEST_BYTES) throw new Error(`a status record has ${length} bytes`);
      if (this.bytes + length > LARGEST_BYTES) yield* this.flush();
      this.parts.push(text);
      this.bytes += length;
      this.records += records;
      if (this.bytes >= FULL_BYTES) yield* this.flush();
    }
  }

  /** The rest, if any. */
  *flush(): Generator<OperatorsChunk, void, undefined> {
    if (this.parts.length === 0) return;
    const chunk = { records: this.records, bytes: Buffer.from(`[${this.parts.join(',')}]`) };
    this.parts = [];
    this.bytes = 0;
    this.records = 0;
    yield chunk;
  }
}

interface OperatorPart {
  readonly text: string;
  readonly records: number;
}

/** The JSON of an operator with one list at most, in several parts where it has many records; each names the operator. */
function* sliceOperator(operator: object): Generator<OperatorPart, void, undefined> {
  const [name = '', list]: readonly [string?, unknown?] =
    Object.entries(operator).find(([each]) => isListOfStatuses(each)) ?? [];
  if (!Array.isArray(list) || list.length <= RECORDS_AT_A_TIME) yield toPart(operator, list);
  else
    for (let at = 0; at < list.length; at += RECORDS_AT_A_TIME) {
      const some: readonly unknown[] = list.slice(at, at + RECORDS_AT_A_TIME);
      yield toPart(withList(operator, { name, list: some }), some);
    }
}

function toPart(operator: object, list: unknown): OperatorPart {
  const records = Array.isArray(list) ? list.length : Number(typeof list === 'object' && list !== null);
  return { text: JSON.stringify(operator), records };
}
