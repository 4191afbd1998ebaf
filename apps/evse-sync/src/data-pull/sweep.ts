import { Injectable } from '@nestjs/common';
import type { OutboxTransaction } from '#messaging';
import type { SuiteMessages, SyncReason } from '#suite';
import { Coverage } from '../replica/coverage.js';
import { removalLimit } from '../replica/removal-limit.js';
import { withReason } from '../runs/reasons.js';
import type { SyncRun } from '../runs/sync-run.entity.js';
import { SyncSettings } from '../sync-settings.js';
import { evseChanges } from './evse-changes.js';

/** The result of a sweep. */
export interface Swept {
  readonly deleted: number;
  readonly reasons: readonly SyncReason[];
}

/** The result where there was no sweep. */
export const NOTHING_SWEPT: Swept = { deleted: 0, reasons: [] };

const UNSEEN = 'not exists (select from evse.sync_seen s where s.run_id = $1 and s.key = e.key)';
const MISSING_BEFORE = 'exists (select from evse.sync_missing m where m.key = e.key)';

/** Deletes what a full pull has not received, as far as that proves that it has left the network. */
@Injectable()
export class Sweep {
  private readonly coverage: Coverage;

  constructor(private readonly settings: SyncSettings) {
    this.coverage = new Coverage(settings);
  }

  /**
   * Sweeps after a complete full pull.
   *
   * @param isSteady whether the network did not change during the pull. If it did, a record may have moved to a page
   * that had been fetched already, and a record is deleted only if the pull before has missed it as well
   */
  async sweep(
    transaction: OutboxTransaction<SuiteMessages>,
    run: SyncRun,
    isSteady: boolean,
  ): Promise<Swept> {
    const { manager } = transaction;
    const { sql, value } = this.coverage.toCondition('e', 2);
    const parameters = [run.id, value];
    const gone = isSteady ? UNSEEN : `${UNSEEN} and ${MISSING_BEFORE}`;
    const [row] = await manager.query<{ going: number; present: number }[]>(
      `select count(*) filter (where ${gone})::int as going, count(*)::int as present from evse.evse e where ${sql}`,
      parameters,
    );
    const { going = 0, present = 0 } = row ?? {};
    const limit = removalLimit(present, run.maxDeleteShare ?? this.settings.SYNC_MAX_DELETE_SHARE);
    const isBelievable = going <= limit;
    const deleted =
      going > 0 && isBelievable
        ? await evseChanges.deleteAndPublish(transaction, run.id, `${gone} and ${sql}`, parameters)
        : 0;
    await manager.query('delete from evse.sync_missing');
    if (!isSteady) {
      const unseen = `select key from evse.evse e where ${UNSEEN} and ${sql}`;
      await manager.query(`insert into evse.sync_missing (key) ${unseen}`, parameters);
    }
    if (isBelievable) return { deleted, reasons: [] };
    const message = `${going} of ${present} EVSEs were not among the records received, more than one pull may remove`;
    return { deleted, reasons: withReason([], 'DELETION_WITHHELD', message) };
  }
}
