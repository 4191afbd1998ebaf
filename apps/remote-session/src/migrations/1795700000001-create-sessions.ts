import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createOutboxTable } from '#messaging';
import { createLeaseTable } from '#persistence';

export class CreateSessions1795700000001 implements MigrationInterface {
  name = 'CreateSessions1795700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createOutboxTable('session'));
    await runner.query(createLeaseTable('session'));
    await runner.query(`create table session.session (
      id uuid primary key,
      session_key text,
      emp_key text,
      emp_key_is_ours boolean not null,
      state text not null,
      evco_key text,
      evse_key text,
      view jsonb not null,
      opened_at timestamptz(3) not null,
      heard_at timestamptz(3) not null,
      awaited_stop text,
      answer_due_at timestamptz(3),
      orphan_reported_at timestamptz(3),
      merged_into uuid
    )`);
    await runner.query('create unique index session_session_key on session.session (session_key)');
    await runner.query('create index session_emp_key on session.session (emp_key)');
    await runner.query('create index session_opened on session.session (opened_at, id)');
    await runner.query('create index session_evco_key on session.session (evco_key, opened_at)');
    await runner.query('create index session_evse_key on session.session (evse_key, opened_at)');
    await runner.query('create index session_state_heard on session.session (state, heard_at)');
    await runner.query('create index session_answer_due on session.session (answer_due_at)');
    await runner.query(`create table session.session_fact (
      session uuid not null,
      key text not null,
      kind text not null,
      source text not null,
      at timestamptz(3) not null,
      received_at timestamptz(3) not null,
      process_id text,
      says jsonb not null,
      raw bytea,
      primary key (session, key)
    )`);
    await runner.query(`create table session.idempotency_key (
      caller text not null,
      key text not null,
      digest text not null,
      session uuid not null,
      expires_at timestamptz(3) not null,
      primary key (caller, key)
    )`);
    await runner.query('create index idempotency_key_expiry on session.idempotency_key (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table session.idempotency_key, session.session_fact, session.session, session.lease, session.outbox',
    );
  }
}
