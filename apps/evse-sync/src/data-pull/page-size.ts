import type { SyncRun } from '../runs/sync-run.entity.js';

/** Requests the full pull that follows one under which the network has changed. */
export const REQUESTED_BY_SECOND_LOOK = 'second-look';

/**
 * How many records a run asks for per page. What moves past a pull does so at the border of two pages: a second look has
 * its borders elsewhere, lest it miss the same records.
 */
export function pageSizeOf({ requestedBy }: Pick<SyncRun, 'requestedBy'>, size: number): number {
  return requestedBy === REQUESTED_BY_SECOND_LOOK ? Math.max(1, Math.floor((size * 8) / 9)) : size;
}
