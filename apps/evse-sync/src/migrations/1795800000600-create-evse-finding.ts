import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEvseFinding1795800000600 implements MigrationInterface {
  name = 'CreateEvseFinding1795800000600';

  async up(runner: QueryRunner): Promise<void> {
    // No reference to evse.evse: a record that changes is deleted and copied in again, and its findings must outlive that.
    await runner.query(`create table evse.evse_finding (
      key text not null,
      about text not null,
      code text not null,
      pointer text not null,
      message text not null,
      since timestamptz not null,
      primary key (key, about, code, pointer)
    )`);
    await runner.query('create index evse_finding_code on evse.evse_finding (code, key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table evse.evse_finding');
  }
}
