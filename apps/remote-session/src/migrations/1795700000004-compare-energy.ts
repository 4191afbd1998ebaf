import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The energy that notifications report is compared with the power of the EVSE, which evse-sync is asked for. */
export class CompareEnergy1795700000004 implements MigrationInterface {
  name = 'CompareEnergy1795700000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session.session add power jsonb, add power_due_at timestamptz(3)');
    await runner.query(
      'create index session_power_due on session.session (power_due_at) where power_due_at is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table session.session drop power, drop power_due_at');
  }
}
