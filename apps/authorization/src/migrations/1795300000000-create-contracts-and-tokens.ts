import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateContractsAndTokens1795300000000 implements MigrationInterface {
  name = 'CreateContractsAndTokens1795300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create sequence auth.revision');
    await runner.query(`create table auth.contract (
      evco_key text primary key,
      evco_id text not null,
      status text not null,
      revision bigint not null
    )`);
    await runner.query('create index contract_revision on auth.contract (revision)');
    await runner.query(`create table auth.token (
      uid text primary key,
      evco_key text not null,
      status text not null,
      expires_at timestamptz,
      revision bigint not null
    )`);
    await runner.query('create index token_evco_key on auth.token (evco_key)');
    await runner.query('create index token_revision on auth.token (revision)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table auth.token, auth.contract');
    await runner.query('drop sequence auth.revision');
  }
}
