import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The text of a record is kept, and understood when somebody asks: both take a pull twice as long to write. */
export class UnderstandRecordsWhenAsked1795800000300 implements MigrationInterface {
  name = 'UnderstandRecordsWhenAsked1795800000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table evse.evse drop column record');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table evse.evse add column record json not null default '{}'`);
    await runner.query('alter table evse.evse alter column record drop default');
    // Equal to none: the next full pull writes every record anew.
    await runner.query(`update evse.evse set digest = ''`);
  }
}
