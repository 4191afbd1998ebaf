import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wrong PINs count against the PIN they were compared with. The release before, which knows one count, leaves it out. */
export class CountFailuresByPin1796100000000 implements MigrationInterface {
  name = 'CountFailuresByPin1796100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table auth.pin_failure add column pin_key text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table auth.pin_failure drop column pin_key');
  }
}
