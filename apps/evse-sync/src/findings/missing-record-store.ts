import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SyncCounts } from '#suite';
import { SyncSettings } from '../sync-settings.js';
import type { RecordFinding } from './record-violations.js';

/** The finding about a status without a record. */
export const MISSING_RECORD = {
  code: 'record-missing',
  pointer: '',
  message: 'HBS sent a status of this EVSE but no record, so no search finds it.',
} as const satisfies RecordFinding;

/** Before the first full pull has succeeded, every record is missing. */
const IS_PULLED = `exists (select from evse.sync_run where kind = 'evse-data' and mode = 'full' and state = 'succeeded')`;

/**
 * Stores the findings about statuses without a record. They depend on two tables, so they are found again when one of them
 * has new or deleted keys: after a snapshot of statuses, and after a pull of records.
 */
@Injectable()
export class MissingRecordStore {
  /**
   * Whether an absent record is missing. A status names no country, so with `SYNC_COUNTRY_CODES` the replica has statuses
   * from all countries, and the absent records may be from countries that are not pulled.
   */
  readonly areKnown: boolean;

  constructor({ SYNC_OPERATOR_IDS: operators, SYNC_COUNTRY_CODES: countries }: SyncSettings) {
    this.areKnown = operators.length > 0 || countries.length === 0;
  }

  /**
   * Updates the findings after a snapshot, from the statuses that it added and removed (`status_change`), or from all if a
   * pull may have changed records since the snapshot before.
   *
   * @returns the count of statuses without a record
   */
  async refresh(manager: EntityManager, { inserted, deleted }: SyncCounts): Promise<number> {
    const previous = await this.findPreviousCount(manager);
    if (previous === undefined) return await this.replace(manager);
    return inserted === 0 && deleted === 0 ? previous : previous + (await this.applyChanges(manager));
  }

  /**
   * Stores new findings and deletes those that no longer hold; others keep their `since`. Reads every key of the replica.
   *
   * @returns the count of statuses without a record
   */
  async replace(manager: EntityManager): Promise<number> {
    const { code, pointer, message } = MISSING_RECORD;
    const [row] = await manager.query<{ count: number }[]>(
      `with missing as materialized (
         select s.key from evse.evse_status s where not exists (select from evse.evse e where e.key = s.key)),
       resolved as (
         delete from evse.evse_finding f where f.code = $1
         and not exists (select from missing m where m.key = f.key and $4::boolean)),
       added as (
         insert into evse.evse_finding (key, about, code, pointer, message, since)
         select key, 'status', $1, $2, $3, now() from missing where $4::boolean and ${IS_PULLED}
         on conflict (key, about, code, pointer) do nothing)
       select count(*)::int as count from missing`,
      [code, pointer, message, this.areKnown],
    );
    return row?.count ?? 0;
  }

  /** Stores and deletes the findings about changed statuses. @returns how many more statuses have no record */
  private async applyChanges(manager: EntityManager): Promise<number> {
    const { code, pointer, message } = MISSING_RECORD;
    const [row] = await manager.query<{ more: number }[]>(
      `with changed as materialized (
         select c.key, c.status is not null as is_added from status_change c
         where (c.status is null) <> (c.previous is null)
         and not exists (select from evse.evse e where e.key = c.key)),
       resolved as (
         delete from evse.evse_finding f using changed c
         where f.key = c.key and f.code = $1 and not c.is_added),
       added as (
         insert into evse.evse_finding (key, about, code, pointer, message, since)
         select key, 'status', $1, $2, $3, now() from changed where is_added and $4::boolean and ${IS_PULLED}
         on conflict (key, about, code, pointer) do nothing)
       select coalesce(sum(case when is_added then 1 else -1 end), 0)::int as more from changed`,
      [code, pointer, message, this.areKnown],
    );
    return row?.more ?? 0;
  }

  /** The count of the latest snapshot; `undefined` if a pull may have changed it since, or its findings are not stored. */
  private async findPreviousCount(manager: EntityManager): Promise<number | undefined> {
    const [row] = await manager.query<{ count: number | null }[]>(
      `select (before.counts->>'withoutRecord')::int as count
       from (select counts, started_at from evse.sync_run where kind = 'evse-status' and state = 'succeeded'
         order by number desc limit 1) before
       where not exists (select from evse.sync_run where kind = 'evse-data' and started_at is not null
         and coalesce(finished_at, 'infinity') >= before.started_at)
       and (not $2::boolean or not ${IS_PULLED} or (before.counts->>'withoutRecord')::int =
         (select count(*)::int from evse.evse_finding where code = $1))`,
      [MISSING_RECORD.code, this.areKnown],
    );
    return row?.count ?? undefined;
  }
}
