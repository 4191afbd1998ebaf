import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createLeaseTable } from '#persistence';

export class CreateLease1795400000020 implements MigrationInterface {
  name = 'CreateLease1795400000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createLeaseTable('gateway'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table gateway.lease');
  }
}
