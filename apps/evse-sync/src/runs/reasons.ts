import type { SyncReason } from '#suite';

/** Codes of an incomplete pull: it removes nothing, and no delta starts from it. */
const INCOMPLETE: ReadonlySet<string> = new Set([
  'PAGE_LOST',
  'PAGE_REPEATED',
  'TOTALS_CONTRADICT',
  'TOTALS_MISSING',
  'RECORDS_MISSING',
]);

/** The network changed during the pull: a record that was not received may only have moved between pages. */
export const TOTALS_CHANGED = 'TOTALS_CHANGED';

/** Pages overlap: as many records were added as removed during the pull, and one may have moved past it. */
export const RECORDS_MOVED = 'RECORDS_MOVED';

/** Adds a reason; a code that is there already is counted, and its first message stays. */
export function withReason(reasons: readonly SyncReason[], code: string, message: string): SyncReason[] {
  const same = reasons.find((each) => each.code === code);
  if (!same) return [...reasons, { code, message }];
  return reasons.map((each) => (each === same ? { ...each, count: (each.count ?? 1) + 1 } : each));
}

/** Whether a complete pull shows the network as it was at one moment. */
export function isSteady(reasons: readonly SyncReason[]): boolean {
  return !reasons.some(({ code }) => code === TOTALS_CHANGED || code === RECORDS_MOVED);
}

/** Whether something of a pull is missing. */
export function isIncomplete(reasons: readonly SyncReason[]): boolean {
  return reasons.some(({ code }) => INCOMPLETE.has(code));
}
