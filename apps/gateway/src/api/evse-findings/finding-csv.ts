import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { EvseFinding, Page } from '#suite';

const COLUMNS = [
  'evseId',
  'operatorId',
  'operatorName',
  'about',
  'code',
  'pointer',
  'message',
  'since',
] as const satisfies readonly (keyof EvseFinding)[];

/**
 * Writes findings as CSV (RFC 4180). They contain texts of operators: a cell that a spreadsheet would run as a formula
 * is prefixed with an apostrophe.
 *
 * @param pages whose first one is loaded already, so that a failure to load it is answered as a problem
 */
export function writeFindingCsv(pages: AsyncIterable<Page<EvseFinding>>): Readable {
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  // A page that fails destroys the stream: the caller sees that the file was cut off.
  return pipeline(Readable.from(itemsOf(pages)), csv, () => {});
}

async function* itemsOf(pages: AsyncIterable<Page<EvseFinding>>): AsyncGenerator<EvseFinding> {
  for await (const { items } of pages) yield* items;
}
