import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createOutboxTable, OutboxRow } from '#messaging';
import { createLeaseTable, Lease, type ServiceDatabase } from '#persistence';

class CreateExample1700000000000 implements MigrationInterface {
  name = 'CreateWorkshop1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createOutboxTable('example'));
    await runner.query(createLeaseTable('example'));
    await runner.query(
      'create table example.effect (key text primary key, times integer not null default 1)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema example cascade');
  }
}

/** The schema of the example service: an outbox, a lease, and a table for effects. */
export const exampleDatabase: ServiceDatabase = {
  schema: 'example',
  entities: [OutboxRow, Lease],
  migrations: [CreateExample1700000000000],
};
