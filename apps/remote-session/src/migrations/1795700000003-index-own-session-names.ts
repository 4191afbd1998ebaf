import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A CPO may write one text as EMPPartnerSessionID of all its sessions: only those that we gave out are looked among. */
export class IndexOwnSessionNames1795700000003 implements MigrationInterface {
  name = 'IndexOwnSessionNames1795700000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index session_own_emp_key on session.session (emp_key) where emp_key_is_ours');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index session.session_own_emp_key');
  }
}
