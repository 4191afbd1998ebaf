import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Additive: the release before stores records and sessions without these columns, and they are filled or said to be empty. */
export class CompareRecords1795500000030 implements MigrationInterface {
  name = 'CompareRecords1795500000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table cdr.known_session
      add column authorisations jsonb,
      add column stop_accepted_at timestamptz,
      add column is_reservation boolean`);
    await runner.query(`alter table cdr.record
      add column charging_start timestamptz,
      add column charging_end timestamptz,
      add column cpo_session_key text,
      add column attributed boolean,
      add column session_known boolean,
      add column compared_with text[]`);
    await runner.query(
      'create index record_cpo_session on cdr.record (account, cpo_session_key, listed_at, session_key)',
    );
    await runner.query(
      'create index record_emp_session on cdr.record (account, emp_session_key) where emp_session_key is not null',
    );
    await runner.query(
      'create index record_not_read on cdr.record (account, listed_at) where compared_with is null',
    );
    await runner.query(`create table cdr.comparison (
      id bigint generated always as identity primary key,
      account text not null,
      session_keys text[] not null,
      due_at timestamptz not null default now(),
      attempts integer not null default 0
    )`);
    await runner.query('create index comparison_due on cdr.comparison (due_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table cdr.comparison');
    await runner.query(`drop index cdr.record_not_read, cdr.record_emp_session, cdr.record_cpo_session`);
    await runner.query(`alter table cdr.record
      drop column charging_start, drop column charging_end, drop column cpo_session_key, drop column attributed,
      drop column session_known, drop column compared_with`);
    await runner.query(`alter table cdr.known_session
      drop column authorisations, drop column stop_accepted_at, drop column is_reservation`);
  }
}
