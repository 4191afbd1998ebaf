import type { SyncRun } from '../runs/sync-run.entity.js';

/** `requestedBy` of the full pull that follows one during which the network changed. */
export const REQUESTED_BY_SECOND_LOOK = 'second-look';

/**
 * Records per page of a run. A record that moves past a pull does so at the border of two pages: a second look has its
 * borders elsewhere, so that it does not miss the same records.
 */
export function pageSizeOf({ requestedBy }: Pick<SyncRun, 'requestedBy'>, size: number): number {
  return requestedBy === REQUESTED_BY_SECOND_LOOK ? Math.max(1, Math.floor((size * 8) / 9)) : size;
}
