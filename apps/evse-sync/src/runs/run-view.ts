import type { SyncRunView } from '#suite';
import type { SyncRun } from './sync-run.entity.js';

/** A run as the API shows it. */
export function toSyncRunView(run: SyncRun): SyncRunView {
  const { id, kind, mode, state, requestedBy, counts, reasons, createdAt, startedAt, finishedAt } = run;
  return {
    id,
    kind,
    mode,
    state,
    requestedBy,
    counts,
    reasons,
    createdAt: createdAt.toISOString(),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
  };
}
