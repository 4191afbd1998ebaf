import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePricing1795800000100 implements MigrationInterface {
  name = 'CreatePricing1795800000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table evse.operator_pricing (
      operator_key text primary key,
      operator_id text not null,
      tariffs jsonb not null,
      default_price jsonb,
      digest text not null,
      missed integer not null,
      pulled_at timestamptz(3) not null
    )`);
    await runner.query(`create table evse.evse_pricing (
      key text primary key,
      operator_key text not null,
      product_ids jsonb not null
    )`);
    await runner.query('create index evse_pricing_operator on evse.evse_pricing (operator_key)');
    await runner.query(`create table evse.pricing_pull (
      id integer primary key,
      state text not null,
      ordered_at timestamptz(3),
      started_at timestamptz(3),
      finished_at timestamptz(3),
      operators integer not null,
      changed integer not null,
      unreadable integer not null,
      reasons jsonb not null
    )`);
    await runner.query(
      `insert into evse.pricing_pull (id, state, operators, changed, unreadable, reasons)
       values (1, 'never', 0, 0, 0, '[]')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table evse.pricing_pull, evse.evse_pricing, evse.operator_pricing');
  }
}
