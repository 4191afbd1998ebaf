import type { SyncCounts, SyncReason } from '#suite';
import type { ReceivedEvseData } from '#oicp';
import { TOTALS_CHANGED, withReason } from '../runs/reasons.js';

/** Pages beyond those announced that are asked for while HBS says that one was not the last. */
const BEYOND = 3;
/** Where HBS never says how many there are. */
const MOST_PAGES = 10_000;

/** What HBS says of the whole beside a page. */
export type PageHead = Pick<ReceivedEvseData, 'totalElements' | 'totalPages' | 'last'>;

interface Announced {
  readonly counts: SyncCounts;
  readonly reasons: readonly SyncReason[];
}

/**
 * What a page says of the whole. Other totals than before are normal, since charging points come and go while HBS is
 * asked for page after page: the latest count of records is kept, and the largest of pages, so that one that shrinks
 * for a moment does not end the pull. Totals that do not even fit each other are not taken.
 *
 * @param size records that a page holds
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
      ? withReason(reasons, TOTALS_CHANGED, `while the pages came, the totals changed ${change}`)
      : reasons,
  };
}

/** The reasons, and one more where a page holds another count of records than its totals leave for it. */
export function withShortPage(
  reasons: readonly SyncReason[],
  { totalRecords }: SyncCounts,
  page: { readonly number: number; readonly records: number; readonly size: number },
): readonly SyncReason[] {
  if (totalRecords === undefined) return reasons;
  const { number, records, size } = page;
  const expected = Math.min(size, Math.max(0, totalRecords - number * size));
  if (records === expected) return reasons;
  const message = `page ${number} brought ${records} records, and ${totalRecords} in all leave ${expected} for it`;
  return withReason(reasons, 'RECORDS_MISSING', message);
}

/**
 * Whether another page follows the one of this number. `totalPages` is believed before `last`, which contradicts it
 * now and then; only where it says that all have come and `last` that one has not, the records decide.
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
 * The reasons, and what is missing where the pages do not add up to what HBS announced. While the totals change there
 * is no sum that the pages could add up to: there {@link withShortPage} has looked at each.
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
    `${records} records came of ${totalRecords} that HBS announced`,
  );
}

function areConsistent(records: number | undefined, pages: number | undefined, size: number): boolean {
  if (records === undefined || pages === undefined) return false;
  return pages === Math.ceil(records / size) || (records === 0 && pages === 1);
}

function toCount(total: number | undefined): number | undefined {
  return total !== undefined && Number.isSafeInteger(total) && total >= 0 ? total : undefined;
}
