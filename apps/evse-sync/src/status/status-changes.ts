import type { EntityManager } from 'typeorm';
import type { OutboxTransaction } from '#messaging';
import type { SuiteMessages } from '#suite';

/** Most changes in one event. */
const BATCH = 500;

/** Creates the temporary table of changes: `status` is null for a removed one, `previous` for a new one. */
export async function createChangeTable(manager: EntityManager): Promise<void> {
  await manager.query(
    `create temp table status_change (key text, evse_id text, status text, previous text) on commit drop`,
  );
}

/**
 * Writes the changes in `status_change` into the replica and publishes them. A status observed later than `observedAt`,
 * by a faster call, is not overwritten.
 *
 * @param observedAt a `timestamptz` as PostgreSQL writes it
 */
export async function applyChanges(
  transaction: OutboxTransaction<SuiteMessages>,
  observedAt: string,
): Promise<void> {
  const { manager } = transaction;
  await manager.query(
    `insert into evse.evse_status as s (key, evse_id, status, previous, observed_at)
     select key, evse_id, status, previous, $1::timestamptz from status_change where status is not null
     on conflict (key) do update set evse_id = excluded.evse_id, status = excluded.status,
       previous = case when s.status is distinct from excluded.status then s.status else s.previous end,
       observed_at = excluded.observed_at
     where s.observed_at <= excluded.observed_at`,
    [observedAt],
  );
  await manager.query(
    `delete from evse.evse_status s using status_change c where c.key = s.key and c.status is null`,
  );
  await transaction.tellEach(
    'evse-status.changed',
    'evse-statuses',
    `select jsonb_build_object('changes', jsonb_agg(change order by number)) as data from (
       select row_number() over (order by key) as number, jsonb_strip_nulls(jsonb_build_object(
         'evseId', evse_id, 'status', status, 'previous', previous, 'observedAt', $1::text)) as change
       from status_change where status is distinct from previous) numbered
     group by (number - 1) / ${BATCH} order by (number - 1) / ${BATCH}`,
    [new Date(observedAt).toISOString()],
  );
}
