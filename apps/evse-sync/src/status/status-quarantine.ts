import type { EntityManager } from 'typeorm';
import { copyInto } from '#persistence';
import { storableText } from '#persistence';
import type { UnreadableStatus } from './read-statuses.js';

/** Most entries quarantined of one snapshot: enough to see what is wrong if all of it is. */
export const MOST_QUARANTINED = 1_000;

/** An unreadable status with its place in the snapshot. */
export interface QuarantinedStatus extends UnreadableStatus {
  /** Chunk of the snapshot, from 0. */
  readonly page: number;
  /** Position among the unreadable entries of the chunk, from 0. */
  readonly position: number;
}

/** Quarantines the unreadable statuses of a snapshot instead of those of the one before: there is one every few minutes. */
export async function quarantineStatuses(
  manager: EntityManager,
  runId: string,
  unreadable: readonly QuarantinedStatus[],
): Promise<void> {
  await manager.query(
    `delete from evse.quarantine q using evse.sync_run r where r.id = q.run_id and r.kind = 'evse-status'`,
  );
  if (unreadable.length === 0) return;
  if (!manager.queryRunner) throw new Error('COPY needs the connection of its transaction');
  const at = new Date();
  await copyInto(
    manager.queryRunner,
    'evse.quarantine',
    ['run_id', 'page', 'position', 'raw', 'reasons', 'quarantined_at'],
    unreadable.map(({ page, position, raw, reasons }) => [
      runId,
      page,
      position,
      storableText(JSON.stringify(raw)),
      reasons,
      at,
    ]),
  );
}
