import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRuns1795500000010 implements MigrationInterface {
  name = 'CreateRuns1795500000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table cdr.mark (
      account text not null,
      kind text not null,
      provider_id text not null,
      until timestamptz not null,
      primary key (account, kind, provider_id)
    )`);
    await runner.query(`create table cdr.run (
      id uuid primary key,
      account text not null,
      kind text not null,
      provider_id text not null,
      from_at timestamptz not null,
      to_at timestamptz not null,
      state text not null,
      done_until timestamptz not null,
      page integer not null default 0,
      pages integer,
      window_total integer,
      window_records integer not null default 0,
      records integer not null default 0,
      added integer not null default 0,
      failure jsonb,
      created_at timestamptz not null,
      started_at timestamptz,
      ended_at timestamptz
    )`);
    await runner.query('create index run_created on cdr.run (account, created_at, id)');
    await runner.query(
      `create index run_open on cdr.run (account, created_at) where state in ('waiting', 'running')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table cdr.run, cdr.mark');
  }
}
