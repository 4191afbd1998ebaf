import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Only the text of a record is stored, and parsed when requested: to store both doubles the time of a pull. */
export class UnderstandRecordsWhenAsked1795800000300 implements MigrationInterface {
  name = 'UnderstandRecordsWhenAsked1795800000300';

  async up(runner: QueryRunner): Promise<void> {
    // Not dropped: replicas of the release before still read and write it while they are replaced.
    await runner.query('alter table evse.evse alter column record drop not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('update evse.evse set record = raw::json where record is null');
    await runner.query('alter table evse.evse alter column record set not null');
    // Equal to no digest: the next full pull writes every record again, as that release parses it.
    await runner.query(`update evse.evse set digest = ''`);
  }
}
