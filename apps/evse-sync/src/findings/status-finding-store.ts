import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EvseFindingCode } from '#suite';
import { evseStatus } from '#oicp';
import { MISSING_RECORD } from './missing-record-store.js';

const UNKNOWN_VALUE = 'unknown-value' satisfies EvseFindingCode;
const CONTRADICTS = 'status-contradicts' satisfies EvseFindingCode;
const UNREADABLE = 'status-unreadable' satisfies EvseFindingCode;
const POINTER = '/EvseStatus';

/**
 * The findings about the statuses of one snapshot, collected by the database from its temporary table `status_now`: an
 * operator may send a million statuses that OICP does not list.
 */
@Injectable()
export class StatusFindingStore {
  /** Creates the temporary table that collects findings until {@link replace}. */
  async begin(manager: EntityManager): Promise<void> {
    await manager.query(
      'create temp table status_finding (key text, code text, message text) on commit drop',
    );
  }

  /** Adds findings about statuses that could not be read. @param problems why, by the key of the EVSE */
  async addUnreadable(manager: EntityManager, problems: ReadonlyMap<string, string>): Promise<void> {
    if (problems.size === 0) return;
    await manager.query(
      `insert into status_finding (key, code, message)
       select key, $1, message from unnest($2::text[], $3::text[]) as unreadable (key, message)`,
      [UNREADABLE, [...problems.keys()], [...problems.values()]],
    );
  }

  /** Drops all but the last status of an EVSE that the snapshot repeats. @returns the count of statuses dropped */
  async dropRepeated(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<{ dropped: number }[]>(
      `with repeated as (select key, max(position) as last from status_now group by key having count(*) > 1),
       dropped as (
         delete from status_now n using repeated r where n.key = r.key and n.position < r.last
         returning n.key, n.status),
       contradicting as (
         insert into status_finding (key, code, message)
         select d.key, $1, 'EvseStatus was received more than once in one snapshot, as '
           || left(string_agg(distinct d.status, ', '), 300) || ' and last as ' || left(n.status, 60) || '.'
         from dropped d join repeated r using (key) join status_now n on n.key = r.key and n.position = r.last
         group by d.key, n.status having bool_or(d.status <> n.status))
       select count(*)::int as dropped from dropped`,
      [CONTRADICTS],
    );
    return row?.dropped ?? 0;
  }

  /** Adds findings about statuses that OICP does not list. */
  async addUnknown(manager: EntityManager): Promise<void> {
    await manager.query(
      `insert into status_finding (key, code, message)
       select key, $1, 'EvseStatus is "' || left(status, 60) || '", which OICP 2.3 does not list.'
       from status_now where status <> all($2::text[])`,
      [UNKNOWN_VALUE, evseStatus.known.values],
    );
  }

  /** Stores the findings of this snapshot and deletes those that no longer hold; `MissingRecordStore` stores its own. */
  async replace(manager: EntityManager): Promise<void> {
    await manager.query(
      `delete from evse.evse_finding f where f.about = 'status' and f.code <> $1
       and not exists (select from status_finding n where n.key = f.key and n.code = f.code)`,
      [MISSING_RECORD.code],
    );
    await manager.query(
      `insert into evse.evse_finding as f (key, about, code, pointer, message, since)
       select key, 'status', code, $1, message, now() from status_finding
       on conflict (key, about, code, pointer) do update set message = excluded.message
       where f.message <> excluded.message`,
      [POINTER],
    );
  }
}
