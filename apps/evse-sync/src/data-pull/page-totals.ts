import type { SyncCounts, SyncReason } from '#suite';
import type { ReceivedEvseData } from '#oicp';
import { TOTALS_CHANGED, withReason } from '../runs/reasons.js';

/** Most pages requested beyond those announced while HBS says that there are more. */
const BEYOND = 3;
/** Most pages requested where HBS does not say how many there are. */
const MOST_PAGES = 10_000;

/** The members of a page about the whole answer. */
export type PageHead = Pick<ReceivedEvseData, 'totalElements' | 'totalPages' | 'last'>;

interface Announced {
  readonly counts: SyncCounts;
  readonly reasons: readonly SyncReason[];
}

/**
 * Adds the totals of a page. Totals that differ from the page before are normal, since charging points are added and
 * removed during a pull: the latest count of records counts, and the largest count of pages, so that a network that
 * shrinks for a moment does not end the pull. Totals that contradict each other are ignored.
 *
 * @param size records per page
 */
export function withTotals(
  counts: SyncCounts,
  reasons: readonly SyncReason[],
  { totalElements, totalPages }: PageHead,
  size: number,
): Announced {
  const records = toCount(totalElements) ?? counts.totalRecords;
  const pages = toCount(totalPages) ?? counts.totalPages;
  const { totalRecords = records, totalPages: most = pages } = counts;
  if (records === totalRecords && pages === most)
    return { counts: { ...counts, totalRecords: records, totalPages: pages }, reasons };
  const change = `from ${totalRecords} records in ${most} pages to ${records} in ${pages}`;
  if (!areConsistent(records, pages, size))
    return { counts, reasons: withReason(reasons, 'TOTALS_CONTRADICT', `the totals changed ${change}`) };
  const isOther = records !== totalRecords;
  return {
    counts: { ...counts, totalRecords: records, totalPages: Math.max(most ?? 0, pages ?? 0) },
    reasons: isOther
      ? withReason(reasons, TOTALS_CHANGED, `during the pull, the totals changed ${change}`)
      : reasons,
  };
}

/** Adds a reason where the count of a page's records is not the one that follows from the totals. */
export function withShortPage(
  reasons: readonly SyncReason[],
  { totalRecords }: SyncCounts,
  page: { readonly number: number; readonly records: number; readonly size: number },
): readonly SyncReason[] {
  if (totalRecords === undefined) return reasons;
  const { number, records, size } = page;
  const expected = Math.min(size, Math.max(0, totalRecords - number * size));
  if (records === expected) return reasons;
  const message = `page ${number} had ${records} records, and of ${totalRecords} in all it should have ${expected}`;
  return withReason(reasons, 'RECORDS_MISSING', message);
}

/**
 * Whether another page follows the one of this number. `totalPages` goes before `last`, which contradicts it now and
 * then; only where it says that this was the last page and `last` denies it, the count of records decides.
 */
export function isFollowed(
  head: PageHead & { readonly records: number },
  number: number,
  counts: SyncCounts,
): boolean {
  const { totalPages, totalRecords, records } = counts;
  if (totalPages === undefined) return head.last !== true && head.records > 0 && number + 1 < MOST_PAGES;
  if (number + 1 < totalPages) return true;
  const isShort = totalRecords === undefined || records < totalRecords;
  return head.last === false && head.records > 0 && isShort && number + 1 < totalPages + BEYOND;
}

/**
 * Adds a reason where the pages do not add up to what HBS announced. While the totals change there is no such sum:
 * then {@link withShortPage} has checked each page.
 */
export function withMissingRecords(
  counts: SyncCounts,
  reasons: readonly SyncReason[],
): readonly SyncReason[] {
  const { records, totalRecords } = counts;
  if (totalRecords === undefined)
    return withReason(reasons, 'TOTALS_MISSING', 'HBS has not said how many records there are');
  if (records === totalRecords || reasons.some(({ code }) => code === TOTALS_CHANGED)) return reasons;
  return withReason(
    reasons,
    'RECORDS_MISSING',
    `${records} of the ${totalRecords} records that HBS announced were received`,
  );
}

function areConsistent(records: number | undefined, pages: number | undefined, size: number): boolean {
  if (records === undefined || pages === undefined) return false;
  return pages === Math.ceil(records / size) || (records === 0 && pages === 1);
}

function toCount(total: number | undefined): number | undefined {
  return total !== undefined && Number.isSafeInteger(total) && total >= 0 ? total : undefined;
}
