import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepPricesOfEveryOperator1795800000700 implements MigrationInterface {
  name = 'KeepPricesOfEveryOperator1795800000700';

  async up(runner: QueryRunner): Promise<void> {
    // A table of its own: the release before inserts into evse_pricing with `on conflict (key)`, so its key must stay.
    await runner.query(`create table evse.further_evse_pricing (
      operator_key text not null,
      key text not null,
      product_ids jsonb not null,
      findings jsonb not null,
      primary key (operator_key, key)
    )`);
    await runner.query('create index further_evse_pricing_key on evse.further_evse_pricing (key)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table evse.further_evse_pricing');
  }
}
