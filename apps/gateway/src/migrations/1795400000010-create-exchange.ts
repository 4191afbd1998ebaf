import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The journal. Its partitions, one per day, are created and dropped by `DayPartitions`. */
export class CreateExchange1795400000010 implements MigrationInterface {
  name = 'CreateExchange1795400000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table gateway.exchange (
      at timestamptz not null,
      id uuid not null,
      direction text not null,
      operation text not null,
      partner text,
      peer text,
      address text,
      session_id text,
      session_key text,
      evse_id text,
      evse_key text,
      identification text,
      identification_hash bytea,
      http_status integer not null,
      code text,
      process_id text,
      duration_ms double precision not null,
      findings text[] not null default '{}',
      reason text,
      trace_id text,
      primary key (at, id)
    ) partition by range (at)`);
    for (const column of ['session_key', 'evse_key', 'identification_hash', 'process_id']) {
      await runner.query(
        `create index exchange_${column} on gateway.exchange (${column}, at) where ${column} is not null`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table gateway.exchange');
  }
}
