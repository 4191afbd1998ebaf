import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Additive: the release before stores records and sessions without these columns, and reads past them. */
export class CompareByChargingTimes1795500000100 implements MigrationInterface {
  name = 'CompareByChargingTimes1795500000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table cdr.record
      add column further_uid_keys text[], add column further_evco_ids text[], add column session_compared boolean`);
    await runner.query('alter table cdr.known_session add column stops_accepted_at timestamptz[]');
    // Each costs intake: records without a card or without the operator's name of the session are not in its index.
    for (const [name, key, condition] of [
      ['record_uid_charged', 'uid_key', 'where uid_key is not null'],
      ['record_evse_charged', 'evse_key', ''],
      ['record_cpo_charged', 'cpo_session_key', 'where cpo_session_key is not null'],
    ] as const)
      await runner.query(
        `create index ${name} on cdr.record (account, ${key}, charging_end, charging_start, session_key) ${condition}`,
      );
    // The release before finds by record_cpo_charged what it found by this one.
    await runner.query('drop index cdr.record_cpo_session');
    await runner.query(
      `create index record_session_open on cdr.record (account, listed_at, session_key)
       where session_compared is not true`,
    );
    // Not by account first: without statistics PostgreSQL would read a whole table by such an index.
    await runner.query('create index record_provider on cdr.record (provider_id)');
    await runner.query('create index known_session_provider on cdr.known_session (provider_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index cdr.known_session_provider');
    await runner.query(
      'create index record_cpo_session on cdr.record (account, cpo_session_key, listed_at, session_key)',
    );
    await runner.query(`drop index cdr.record_provider, cdr.record_session_open, cdr.record_cpo_charged,
      cdr.record_evse_charged, cdr.record_uid_charged`);
    await runner.query('alter table cdr.known_session drop column stops_accepted_at');
    await runner.query(`alter table cdr.record
      drop column further_uid_keys, drop column further_evco_ids, drop column session_compared`);
  }
}
