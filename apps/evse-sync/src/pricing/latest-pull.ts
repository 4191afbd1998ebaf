import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';

/** What the release before knows of a pull of prices that was cancelled. */
const CANCELLED = JSON.stringify([
  { code: 'CANCELLED', message: 'The pull was cancelled; the prices that it had pulled are stored.' },
]);

/** Serialises those who queue pulls, and those who take over what the release before has written. */
export async function lockPulls(manager: EntityManager): Promise<void> {
  await manager.query(`select pg_advisory_xact_lock(hashtext('evse.pricing_run'))`);
}

/**
 * Writes a run, or the one that is running meanwhile, into the one row that the release before has instead of runs: if that
 * one leads next, it knows what is queued, what is left to do and when prices were last pulled. The row goes with the next
 * release.
 */
export async function writeLatestPull(manager: EntityManager, id: string): Promise<void> {
  // By itself, so that the statement after it sees what another transaction has queued until then.
  await manager.query('select from evse.pricing_pull for update');
  await manager.query(
    `update evse.pricing_pull pull set
       state = case when exists (select from evse.pricing_run where state = 'queued') then 'waiting'
         when run.state = 'cancelled' then 'failed' else run.state end,
       ordered_at = coalesce((select max(created_at) from evse.pricing_run where state = 'queued'), pull.ordered_at),
       started_at = coalesce(run.started_at, pull.started_at),
       finished_at = case when run.state = 'queued' then pull.finished_at else run.finished_at end,
       operators = case when run.finished_at is null then pull.operators else run.operators end,
       changed = case when run.finished_at is null then pull.changed else run.changed end,
       unreadable = case when run.finished_at is null then pull.unreadable else run.unreadable end,
       incomplete = case when run.finished_at is null then pull.incomplete else run.incomplete end,
       findings = case when run.finished_at is null then pull.findings else run.findings end,
       reasons = case when run.state = 'cancelled' then run.reasons || $2::jsonb
         when run.finished_at is null then pull.reasons else run.reasons end
     from evse.pricing_run run
     where run.id = coalesce((select id from evse.pricing_run where state = 'running' order by number limit 1), $1)`,
    [id, CANCELLED],
  );
}

/**
 * Takes over what the release before has written into its one row: a pull that it ended, one that it queued or left
 * running, and one that it did from the beginning to the end.
 */
export async function adoptLatestPull(manager: EntityManager): Promise<void> {
  await lockPulls(manager);
  await manager.query(
    `update evse.pricing_run run set state = pull.state, started_at = coalesce(pull.started_at, run.created_at),
       finished_at = coalesce(pull.finished_at, clock_timestamp()), operators = pull.operators,
       changed = pull.changed, unreadable = pull.unreadable, incomplete = pull.incomplete,
       findings = pull.findings, reasons = pull.reasons
     from evse.pricing_pull pull
     where run.state in ('queued', 'running') and pull.state in ('succeeded', 'failed')`,
  );
  await manager.query(
    `insert into evse.pricing_run (id, state, requested_by, created_at)
     select $1, 'queued', 'api', coalesce(ordered_at, clock_timestamp()) from evse.pricing_pull
     where state = 'waiting' and not exists (select from evse.pricing_run where state = 'queued')`,
    [randomUUID()],
  );
  // As one that runs, so that one that is queued meanwhile comes after it.
  await manager.query(
    `insert into evse.pricing_run (id, state, requested_by, created_at, started_at)
     select $1, 'running', 'schedule', started_at, started_at from evse.pricing_pull
     where state = 'running' and not exists (select from evse.pricing_run where state in ('queued', 'running'))`,
    [randomUUID()],
  );
  await manager.query(
    `insert into evse.pricing_run (id, state, requested_by, operators, changed, unreadable, incomplete, findings,
       reasons, created_at, started_at, finished_at)
     select $1, state, case when ordered_at <= started_at then 'api' else 'schedule' end, operators, changed, unreadable,
       incomplete, findings, reasons, started_at, started_at, finished_at
     from evse.pricing_pull pull
     where state in ('succeeded', 'failed') and started_at is not null and finished_at is not null
       and not exists (select from evse.pricing_run run where run.started_at = pull.started_at)`,
    [randomUUID()],
  );
}
