import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createOutboxTable } from '#messaging';
import { createLeaseTable } from '#persistence';

export class CreateDecisionsAndPins1795600000000 implements MigrationInterface {
  name = 'CreateDecisionsAndPins1795600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table auth.contract
      add column valid_from timestamptz,
      add column valid_until timestamptz,
      add column pin_hash text`);
    await runner.query('alter table auth.token add column group_name text');
    await runner.query(`create table auth.decision (
      session_key text not null,
      medium_key text not null,
      code text not null,
      evco_key text not null,
      emp_partner_session_id uuid not null,
      decided_at timestamptz not null,
      primary key (session_key, medium_key)
    )`);
    await runner.query('create index decision_decided_at on auth.decision (decided_at)');
    await runner.query(`create table auth.session (
      session_key text primary key,
      started_by text not null,
      evco_id text,
      uid text,
      emp_partner_session_id text,
      sequence text not null,
      told_at timestamptz not null
    )`);
    await runner.query('create index session_told_at on auth.session (told_at)');
    await runner.query(`create table auth.pin_failure (
      id bigint generated always as identity primary key,
      contract_key text not null,
      failed_at timestamptz not null
    )`);
    await runner.query('create index pin_failure_contract_key on auth.pin_failure (contract_key)');
    await runner.query('create index pin_failure_failed_at on auth.pin_failure (failed_at)');
    await runner.query(createOutboxTable('auth'));
    await runner.query(createLeaseTable('auth'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table auth.lease, auth.outbox, auth.pin_failure, auth.session, auth.decision');
    await runner.query('alter table auth.token drop column group_name');
    await runner.query(`alter table auth.contract
      drop column valid_from, drop column valid_until, drop column pin_hash`);
  }
}
