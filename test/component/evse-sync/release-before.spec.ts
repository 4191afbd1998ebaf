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

  it('takes the records that they write, and lets them read those that they do not know', async () => {
    await insert('written before', '{"EvseID":"DE*ABC*E1"}');
    await insert('written now', null);
    expect(await source.query('select key, record from evse.evse order by key')).toEqual([
      { key: 'written before', record: { EvseID: 'DE*ABC*E1' } },
      { key: 'written now', record: null },
    ]);
  });

  it('goes back to that release with every record, each to be understood anew', async () => {
    const latest = evseSyncDatabase.migrations.length - 1;
    const undone = evseSyncDatabase.migrations.findIndex(
      ({ name }) => name === UnderstandRecordsWhenAsked1795800000300.name,
    );
    for (let index = latest; index >= undone; index -= 1) await source.undoLastMigration();
    expect(await source.query('select key, record::text, digest from evse.evse order by key')).toEqual([
      { key: 'written before', record: '{"EvseID":"DE*ABC*E1"}', digest: '' },
      { key: 'written now', record: RAW, digest: '' },
    ]);
  });
});
