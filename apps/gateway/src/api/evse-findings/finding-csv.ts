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

/** What a spreadsheet may take for the end of a cell or a row, also inside of quotes: controls and line separators. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** What a spreadsheet does not show, and looks behind for the sign that begins a formula. */
const INVISIBLE_START = /^[\s\p{Cf}]+/u;

/**
 * Writes findings as CSV (RFC 4180). They contain texts of operators: a cell that a spreadsheet would run as a formula
 * is prefixed with an apostrophe.
 *
 * @param pages whose first one is loaded already, so that a failure to load it is answered as a problem
 */
export function writeFindingCsv(pages: AsyncIterable<Page<EvseFinding>>): Readable {
  const csv = stringify({
    // Without a byte order mark, spreadsheets read UTF-8 in the code page of their country.
    bom: true,
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    quoted: true,
    escape_formulas: true,
    cast: { string: (text) => text.replaceAll(BREAKS, ' ').replace(INVISIBLE_START, '') },
  });
  // A page that fails destroys the stream: the caller sees that the file was cut off.
  return pipeline(Readable.from(itemsOf(pages)), csv, () => {});
}

async function* itemsOf(pages: AsyncIterable<Page<EvseFinding>>): AsyncGenerator<EvseFinding> {
  for await (const { items } of pages) yield* items;
}
