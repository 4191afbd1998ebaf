import { ReconciliationError } from './reconciliation-error.js';

/** What HBS says of a page, beside its records. */
export interface PageTotals {
  readonly number?: number | undefined;
  readonly totalElements?: number | undefined;
  readonly totalPages?: number | undefined;
  readonly last?: boolean | undefined;
}

/** How far a window has been read, before the page in hand. */
export interface WindowProgress {
  readonly page: number;
  readonly windowTotal: number | null;
  readonly windowRecords: number;
}

/** How far a window is read after a page. */
export interface AfterPage {
  readonly isLast: boolean;
  readonly windowTotal: number | null;
  readonly windowRecords: number;
}

/**
 * Whether a page belongs to the pages before it, and whether it is the last. `last` is not believed where there are
 * totals: it may contradict them. A total that shrinks means that records have moved to pages already read, and may have
 * been missed. One that grows is normal, since records go on arriving at HBS: what stood there moves to later pages and
 * is read twice at worst, and what is new among the pages already read is in the overlap of the next sweep.
 *
 * @throws {ReconciliationError} PAGES_CONTRADICT
 */
export function afterPage(before: WindowProgress, records: number, said: PageTotals): AfterPage {
  const { page, windowTotal } = before;
  const windowRecords = before.windowRecords + records;
  const total = said.totalElements ?? null;
  if (said.number !== undefined && said.number !== page) {
    throw contradiction(`page ${page} was requested, and page ${said.number} received`);
  }
  if (page > 0 && (total ?? -1) < (windowTotal ?? -1)) {
    throw contradiction(`page ${page} says there are ${total} records, the first page said ${windowTotal}`);
  }
  const isLast = said.totalPages === undefined ? (said.last ?? records === 0) : page + 1 >= said.totalPages;
  if (isLast && total !== null && windowRecords !== total) {
    throw contradiction(
      `${windowRecords} records were received in ${page + 1} pages, and there are ${total}`,
    );
  }
  return { isLast, windowTotal: total, windowRecords };
}

function contradiction(message: string): ReconciliationError {
  return new ReconciliationError('PAGES_CONTRADICT', message);
}
