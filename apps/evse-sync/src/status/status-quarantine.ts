import type { EntityManager } from 'typeorm';
import { copyInto } from '#persistence';
import { storableText } from '#persistence';
import type { UnreadableStatus } from './read-statuses.js';

/** Of one snapshot: enough to see what is wrong, should all of it be. */
export const MOST_QUARANTINED = 1_000;

/** Something in the place of a status, and where in the snapshot it stood. */
export interface QuarantinedStatus extends UnreadableStatus {
  /** Chunk of the snapshot, from 0, and position in it. */
  readonly page: number;
  readonly position: number;
}

/** Quarantines what was unreadable in a snapshot; what was so in those before it goes, since one comes every few minutes. */
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
