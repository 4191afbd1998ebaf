import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createOutboxTable } from '#messaging';
import { createLeaseTable } from '#persistence';

export class CreateReplica1795800000000 implements MigrationInterface {
  name = 'CreateReplica1795800000000';

  async up(runner: QueryRunner): Promise<void> {
    // Trusted extensions: a role that may create objects in the database may create them. Others may use them, so they
    // are never dropped.
    await runner.query('create extension if not exists cube');
    await runner.query(`create table evse.evse (
      key text primary key,
      evse_id text not null,
      operator_key text not null,
      operator_id text,
      operator_name text,
      country text,
      latitude double precision,
      longitude double precision,
      point cube,
      plugs text[] not null,
      max_power_kw double precision,
      authentication_modes text[] not null,
      record jsonb not null,
      raw text not null,
      digest text not null,
      changed_at timestamptz not null
    )`);
    // A row is about 3 kB. Past 2 kB PostgreSQL would compress each record, which costs more than the rest of a pull.
    await runner.query('alter table evse.evse set (toast_tuple_target = 8160)');
    await runner.query('create index evse_point on evse.evse using gist (point)');
    await runner.query('create index evse_operator on evse.evse (operator_key, key)');
    await runner.query(`create table evse.evse_status (
      key text primary key,
      evse_id text not null,
      status text not null,
      previous text,
      observed_at timestamptz not null
    ) with (fillfactor = 85)`);
    await runner.query(`create table evse.sync_run (
      number bigint generated always as identity primary key,
      id uuid not null,
      kind text not null,
      mode text not null,
      state text not null,
      requested_by text not null,
      max_delete_share double precision,
      last_call timestamptz,
      next_page integer not null,
      counts jsonb not null,
      reasons jsonb not null,
      created_at timestamptz not null,
      started_at timestamptz,
      finished_at timestamptz,
      watermark timestamptz
    )`);
    await runner.query('create unique index sync_run_id on evse.sync_run (id)');
    await runner.query('create index sync_run_state on evse.sync_run (kind, state)');
    await runner.query('create index sync_run_watermark on evse.sync_run (kind, watermark)');
    await runner.query(
      'create table evse.sync_seen (run_id uuid not null, key text not null, primary key (run_id, key))',
    );
    await runner.query(`create table evse.quarantine (
      id bigint generated always as identity primary key,
      run_id uuid not null,
      page integer not null,
      position integer not null,
      raw text not null,
      reasons jsonb not null,
      quarantined_at timestamptz not null
    )`);
    await runner.query('create index quarantine_run on evse.quarantine (run_id)');
    await runner.query(createLeaseTable('evse'));
    await runner.query(createOutboxTable('evse'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table evse.evse, evse.evse_status, evse.sync_run, evse.sync_seen, evse.quarantine, evse.lease, evse.outbox',
    );
  }
}
