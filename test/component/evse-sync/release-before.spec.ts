import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { evseSyncDatabase } from '../../../apps/evse-sync/src/database.js';
import { UnderstandRecordsWhenAsked1795800000300 } from '../../../apps/evse-sync/src/migrations/1795800000300-understand-records-when-asked.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

const RAW = '{"deltaType":"insert","EvseID":"DE*ABC*E1","HotlinePhoneNumber":"+49\\u0000"}';

describe('the replica while processes of the release before are replaced, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(evseSyncDatabase);
  });
  afterAll(() => database.drop());

  const insert = (key: string, record: string | null): Promise<unknown> =>
    source.query(
      `insert into evse.evse (key, evse_id, operator_key, plugs, authentication_modes, record, raw, digest, changed_at)
       values ($1, $1, 'DE*ABC', '{}', '{}', $2, $3, 'known', now())`,
      [key, record, RAW],
    );

  /** Undoes a migration and all later ones. */
  async function undoFrom(migration: (typeof evseSyncDatabase.migrations)[number]): Promise<void> {
    const { migrations } = evseSyncDatabase;
    for (const _ of migrations.slice(migrations.indexOf(migration))) await source.undoLastMigration();
  }

  it('accepts the prices that they write without saying whether they are complete', async () => {
    await source.query(
      `insert into evse.operator_pricing
         (operator_key, operator_id, tariffs, default_price, digest, missed, pulled_at)
       values ('DEABC', 'DE*ABC', '[]', null, 'known', 0, now())`,
    );
    await source.query(
      `insert into evse.evse_pricing (key, operator_key, product_ids) values ('DEABCE1', 'DEABC', '["AC"]')`,
    );
    await source.query(
      `update evse.pricing_pull set state = 'succeeded', operators = 1, changed = 1, unreadable = 0, reasons = '[]'`,
    );
    expect(
      await source.query(
        `select unread_tariffs, default_findings, findings
         from evse.operator_pricing join evse.evse_pricing using (operator_key)`,
      ),
    ).toEqual([{ unread_tariffs: [], default_findings: [], findings: [] }]);
  });

  it('accepts the records that they write, and offers them records written by this release', async () => {
    await insert('written before', '{"EvseID":"DE*ABC*E1"}');
    await insert('written now', null);
    expect(await source.query('select key, record from evse.evse order by key')).toEqual([
      { key: 'written before', record: { EvseID: 'DE*ABC*E1' } },
      { key: 'written now', record: null },
    ]);
  });

  it('goes back to that release with every record, each to be parsed again', async () => {
    await undoFrom(UnderstandRecordsWhenAsked1795800000300);
    expect(await source.query('select key, record::text, digest from evse.evse order by key')).toEqual([
      { key: 'written before', record: '{"EvseID":"DE*ABC*E1"}', digest: '' },
      { key: 'written now', record: RAW, digest: '' },
    ]);
  });
});
