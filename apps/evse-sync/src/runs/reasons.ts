import type { SyncReason } from '#suite';

/** What keeps a pull from being the whole truth: it removes nothing, and later deltas do not build on it. */
const INCOMPLETE: ReadonlySet<string> = new Set([
  'PAGE_LOST',
  'PAGE_REPEATED',
  'TOTALS_CONTRADICT',
  'TOTALS_MISSING',
  'RECORDS_MISSING',
]);

/** The network has changed while it was pulled: what one such pull has not brought may only have moved between pages. */
export const TOTALS_CHANGED = 'TOTALS_CHANGED';

/** The reasons and one more; the same code again is counted and keeps its first words. */
export function withReason(reasons: readonly SyncReason[], code: string, message: string): SyncReason[] {
  const same = reasons.find((each) => each.code === code);
  if (!same) return [...reasons, { code, message }];
  return reasons.map((each) => (each === same ? { ...each, count: (each.count ?? 1) + 1 } : each));
}

/** Whether a pull of which every page arrived shows the network as it was at one moment. */
export function isSteady(reasons: readonly SyncReason[]): boolean {
  return !reasons.some(({ code }) => code === TOTALS_CHANGED);
}

export function isIncomplete(reasons: readonly SyncReason[]): boolean {
  return reasons.some(({ code }) => INCOMPLETE.has(code));
}
