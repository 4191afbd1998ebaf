import { OperatorChunks, type OperatorsChunk } from './operator-chunks.js';
import { StatusSplitter } from './status-splitter.js';
import { toWholeCharacters } from './whole-characters.js';

/** What an answer contained, known once it has been read to its end. */
export interface ReadAnswer {
  /** It held at least one operator. */
  readonly foundStatuses: boolean;
  /** OICP's status code, where it carried one. */
  readonly code: unknown;
}

/**
 * Splits the answer to PullEvseStatus into chunks while it is read.
 *
 * @throws {Error} when it is not complete JSON; {@link HbsFailureError} when the body breaks off
 */
export async function* splitStatus(
  body: AsyncIterable<Buffer>,
): AsyncGenerator<OperatorsChunk, ReadAnswer, undefined> {
  const splitter = new StatusSplitter();
  const chunks = new OperatorChunks();
  for await (const piece of toWholeCharacters(body)) {
    splitter.write(piece);
    for (const operator of splitter.takeReady()) yield* chunks.add(operator);
  }
  splitter.end();
  for (const operator of splitter.takeReady()) yield* chunks.add(operator);
  yield* chunks.flush();
  return { foundStatuses: splitter.foundStatuses, code: codeOf(splitter.statusCode) };
}

function codeOf(statusCode: unknown): unknown {
  return typeof statusCode === 'object' && statusCode !== null ? Reflect.get(statusCode, 'Code') : undefined;
}
