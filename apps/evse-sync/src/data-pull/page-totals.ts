import type { SyncCounts, SyncReason } from '#messaging';
import type { ReceivedEvseData } from '#oicp';
import { withReason } from '../runs/reasons.js';

/** Pages beyond those announced that are asked for while HBS says that one was not the last. */
const BEYOND = 3;
/** Where HBS never says how many there are. */
const MOST_PAGES = 10_000;

type PageHead = Pick<ReceivedEvseData, 'totalElements' | 'totalPages' | 'last'>;

/** The totals as the first page that named them told them, and a reason where this one tells others. */
export function withTotals(
  counts: SyncCounts,
  reasons: readonly SyncReason[],
  { totalElements, totalPages }: PageHead,
): { readonly counts: SyncCounts; readonly reasons: readonly SyncReason[] } {
  const differs =
    (totalElements !== undefined &&
      counts.totalRecords !== undefined &&
      totalElements !== counts.totalRecords) ||
    (totalPages !== undefined && counts.totalPages !== undefined && totalPages !== counts.totalPages);
  const message = `the totals changed from ${counts.totalRecords} records in ${counts.totalPages} pages to ${totalElements} in ${totalPages}`;
  return {
    counts: {
      ...counts,
      totalRecords: counts.totalRecords ?? asCount(totalElements),
      totalPages: counts.totalPages ?? asCount(totalPages),
    },
    reasons: differs ? withReason(reasons, 'TOTALS_CONTRADICT', message) : reasons,
  };
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

/** The reasons, and what is missing where the pages do not add up to what HBS announced. */
export function withMissing(counts: SyncCounts, reasons: readonly SyncReason[]): readonly SyncReason[] {
  const { records, totalRecords } = counts;
  if (totalRecords === undefined)
    return withReason(reasons, 'TOTALS_MISSING', 'HBS has not said how many records there are');
  if (records === totalRecords) return reasons;
  return withReason(
    reasons,
    'RECORDS_MISSING',
    `${records} records came of ${totalRecords} that HBS announced`,
  );
}

function asCount(total: number | undefined): number | undefined {
  return total !== undefined && Number.isSafeInteger(total) && total >= 0 ? total : undefined;
}
