import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createOutboxTable } from '#messaging';
import { createLeaseTable } from '#persistence';

export class CreateRecords1795500000000 implements MigrationInterface {
  name = 'CreateRecords1795500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createOutboxTable('cdr'));
    await runner.query(createLeaseTable('cdr'));
    await runner.query(`create table cdr.record (
      account text not null,
      session_key text not null,
      facts_digest text not null,
      emp_session_key text,
      provider_id text,
      evse_key text,
      evco_key text,
      uid_key text,
      operator_key text,
      consumed_energy_kwh numeric,
      listed_at timestamptz not null,
      summary jsonb not null,
      finding_codes text[] not null,
      forwarded integer not null,
      pulled boolean not null,
      variants integer not null default 0,
      conflicts integer not null default 0,
      primary key (account, session_key)
    )`);
    await runner.query('create index record_listed on cdr.record (account, listed_at, session_key)');
    for (const key of ['evse_key', 'evco_key', 'uid_key', 'operator_key'])
      await runner.query(
        `create index record_${key} on cdr.record (account, ${key}, listed_at, session_key)`,
      );
    await runner.query('create index record_finding_codes on cdr.record using gin (finding_codes)');
    await runner.query(
      'create index record_conflicted on cdr.record (account, listed_at, session_key) where conflicts > 0',
    );
    await runner.query(`create table cdr.content (
      id bigint generated always as identity primary key,
      account text not null,
      session_key text not null,
      content_digest text not null,
      facts_digest text not null,
      kind text not null,
      raw bytea not null,
      reading jsonb not null,
      summary jsonb not null,
      forwarded integer not null,
      pulled boolean not null,
      constraint content_once unique (account, session_key, content_digest)
    )`);
    // Signed meter values do not get smaller by trying, and reading them back must not cost the trying either.
    await runner.query('alter table cdr.content alter column raw set storage external');
    await runner.query(`create table cdr.unreadable (
      id bigint generated always as identity primary key,
      account text not null,
      digest text not null,
      raw bytea not null,
      problem text not null,
      source text not null,
      operator_id text,
      provider_id text,
      received_at timestamptz not null,
      copies integer not null default 1,
      constraint unreadable_once unique (account, digest)
    )`);
    await runner.query(`create table cdr.known_session (
      account text not null,
      kind text not null,
      key text not null,
      provider_id text,
      primary key (account, kind, key)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table cdr.known_session, cdr.unreadable, cdr.content, cdr.record, cdr.lease, cdr.outbox',
    );
  }
}
