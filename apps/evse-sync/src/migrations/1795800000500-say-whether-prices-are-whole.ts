import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores with a price what was unreadable about it. Additive: the release before writes rows without these columns. */
export class SayWhetherPricesAreWhole1795800000500 implements MigrationInterface {
  name = 'SayWhetherPricesAreWhole1795800000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table evse.operator_pricing
      add unread_tariffs jsonb not null default '[]', add default_findings jsonb not null default '[]'`);
    await runner.query(`alter table evse.evse_pricing add findings jsonb not null default '[]'`);
    await runner.query(`alter table evse.pricing_pull
      add incomplete integer not null default 0, add findings jsonb not null default '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table evse.pricing_pull drop incomplete, drop findings');
    await runner.query('alter table evse.evse_pricing drop findings');
    await runner.query('alter table evse.operator_pricing drop unread_tariffs, drop default_findings');
  }
}
