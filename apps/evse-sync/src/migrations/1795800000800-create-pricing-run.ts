import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePricingRun1795800000800 implements MigrationInterface {
  name = 'CreatePricingRun1795800000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table evse.pricing_run (
      number bigint generated always as identity primary key,
      id uuid not null,
      state text not null,
      requested_by text not null,
      last_operator text,
      operators integer not null default 0,
      changed integer not null default 0,
      unreadable integer not null default 0,
      incomplete integer not null default 0,
      findings jsonb not null default '{}',
      reasons jsonb not null default '[]',
      created_at timestamptz(3) not null,
      started_at timestamptz(3),
      finished_at timestamptz(3)
    )`);
    await runner.query('create unique index pricing_run_id on evse.pricing_run (id)');
    await runner.query('create index pricing_run_state on evse.pricing_run (state)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table evse.pricing_run');
  }
}
