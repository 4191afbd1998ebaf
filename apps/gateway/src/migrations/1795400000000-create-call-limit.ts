import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The calls that each account has made to HBS, by operation. */
export class CreateCallLimit1795400000000 implements MigrationInterface {
  name = 'CreateCallLimit1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table gateway.call_limit (
      account text not null,
      operation text not null,
      instants timestamptz[] not null default '{}',
      paused_until timestamptz,
      strikes integer not null default 0,
      wait_ms integer not null default 0,
      primary key (account, operation)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table gateway.call_limit');
  }
}
