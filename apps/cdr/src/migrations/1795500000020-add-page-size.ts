import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddPageSize1795500000020 implements MigrationInterface {
  name = 'AddPageSize1795500000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table cdr.run add column page_size integer not null default 2000');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table cdr.run drop column page_size');
  }
}
