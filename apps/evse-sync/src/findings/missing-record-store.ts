import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EvseFindingCode, SyncCounts } from '#suite';
import { SyncSettings } from '../sync-settings.js';

export const RECORD_MISSING = 'record-missing' satisfies EvseFindingCode;
export const RECORD_MISSING_MESSAGE = 'HBS lists a status of this EVSE, and no record: no search finds it.';

/** Before the first full pull of records has ended, none of them is missing. */
const IS_PULLED = `exists (select from evse.sync_run where kind = 'evse-data' and mode = 'full' and state = 'succeeded')`;

/**
 * The findings about statuses without a record. They follow from both tables, so they are compared with them whenever
 * either may have changed: after a snapshot that adds or removes statuses, and after pulls of records.
 */
@Injectable()
export class MissingRecordStore {
  /**
   * Where the replica keeps the records of some countries only, it has the statuses of all, since a status names no
   * country: a record that is not there may be one that is not kept.
   */
  readonly areKnown: boolean;

  constructor({ SYNC_OPERATOR_IDS: operators, SYNC_COUNTRY_CODES: countries }: SyncSettings) {
    this.areKnown = operators.length > 0 || countries.length === 0;
  }

  /**
   * After a snapshot. Comparing reads every record of the replica: it is left out while the last snapshot counted as many
   * as are stored, this one added and removed nothing, and no pull of records has ended since, or runs.
   *
   * @returns how many statuses have no record
   */
  async refresh(manager: EntityManager, { inserted, deleted }: SyncCounts): Promise<number> {
    if (inserted === 0 && deleted === 0) {
      const unchanged = await countBefore(manager, this.areKnown);
      if (unchanged !== undefined) return unchanged;
    }
    await this.replace(manager);
    const [row] = await manager.query<{ count: number }[]>(
      `select count(*)::int as count from evse.evse_status s
       where not exists (select from evse.evse e where e.key = s.key)`,
    );
    return row?.count ?? 0;
  }

  /** Stores what is so now and keeps its `since`; forgets what is so no longer. */
  async replace(manager: EntityManager): Promise<void> {
    await manager.query(
      `delete from evse.evse_finding f where f.code = $1 and (not $2::boolean
         or exists (select from evse.evse e where e.key = f.key)
         or not exists (select from evse.evse_status s where s.key = f.key))`,
      [RECORD_MISSING, this.areKnown],
    );
    if (!this.areKnown) return;
    await manager.query(
      `insert into evse.evse_finding (key, about, code, pointer, message, since)
       select s.key, 'status', $1, '', $2, now() from evse.evse_status s
       where ${IS_PULLED} and not exists (select from evse.evse e where e.key = s.key)
       on conflict (key, about, code, pointer) do nothing`,
      [RECORD_MISSING, RECORD_MISSING_MESSAGE],
    );
  }
}

async function countBefore(manager: EntityManager, areKnown: boolean): Promise<number | undefined> {
  const [row] = await manager.query<{ count: number | null }[]>(
    `select (before.counts->>'withoutRecord')::int as count
     from (select counts, started_at from evse.sync_run where kind = 'evse-status' and state = 'succeeded'
       order by number desc limit 1) before
     where not exists (select from evse.sync_run where kind = 'evse-data' and started_at is not null
       and coalesce(finished_at, 'infinity') >= before.started_at)
     and (not $2::boolean or not ${IS_PULLED} or (before.counts->>'withoutRecord')::int =
       (select count(*)::int from evse.evse_finding where code = $1))`,
    [RECORD_MISSING, areKnown],
  );
  return row?.count ?? undefined;
}
