import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSyncMissing1795800000010 implements MigrationInterface {
  name = 'CreateSyncMissing1795800000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table evse.sync_missing (key text primary key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table evse.sync_missing');
  }
}
