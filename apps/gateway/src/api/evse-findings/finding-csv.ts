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
 * Findings as CSV (RFC 4180). Operators write what stands in them: a cell that a spreadsheet would take for a formula is
 * prefixed with an apostrophe.
 *
 * @param pages of which the first is there already: why there is none is answered as a problem, not in the file
 */
export function findingCsv(pages: AsyncIterable<Page<EvseFinding>>): Readable {
  const csv = stringify({
    // Without it, spreadsheets take UTF-8 for the code page of their country.
    bom: true,
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  // A page that fails destroys the file: the caller sees that it was cut off.
  return pipeline(Readable.from(itemsOf(pages)), csv, () => {});
}

async function* itemsOf(pages: AsyncIterable<Page<EvseFinding>>): AsyncGenerator<EvseFinding> {
  for await (const { items } of pages) yield* items;
}
