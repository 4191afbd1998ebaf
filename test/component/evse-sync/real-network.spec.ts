import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evseDataRecord, evseIdKey } from '#oicp';
import type { EvseStatusChange } from '#suite';
import { eventually } from '../../support/eventually.js';
import { EvseSyncSuite } from '../../support/network/evse-sync-suite.js';
import {
  hasSwissData,
  needsSwissData,
  swissRecords,
  swissSnapshots,
  swissStatusesByKey,
  swissStatuses,
} from '../../support/network/swiss-data.js';
import { differences, kindsOf, REAL_DIFFERENCES } from '../../support/network/real-differences.js';

(hasSwissData ? describe : describe.skip)(`the real network${needsSwissData}`, () => {
  let suite: EvseSyncSuite;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
    suite.hbs.records = swissRecords();
    await suite.start({ SYNC_PAGE_SIZE: '100' });
  });
  afterAll(() => suite.close());

  it('of 551 records is in the replica as it was sent, and published once', async () => {
    const run = await suite.firstPull();
    expect(run).toMatchObject({ state: 'succeeded', mode: 'full', reasons: [] });
    expect(run.counts).toMatchObject({ pages: 6, records: 551, inserted: 551, quarantined: 0, repeated: 0 });
    const rows = await suite.source.query<{ evse_id: string; raw: string }[]>(
      'select evse_id, raw from evse.evse',
    );
    const sent = new Map(suite.hbs.records.map((record) => [record['EvseID'], record]));
    expect(rows).toHaveLength(551);
    for (const { evse_id, raw } of rows) {
      const { deltaType: _, ...parsed } = evseDataRecord.readValue(sent.get(evse_id)).value;
      const { record } = await suite.rpc.call('evse.get', { evseId: evse_id });
      expect(record).toEqual(JSON.parse(JSON.stringify(parsed)));
      expect(raw).toBe(JSON.stringify(sent.get(evse_id)));
    }
    await eventually(() => {
      const inserted = suite.published.events.filter(({ type }) => type === 'evse.inserted');
      const evseIds = inserted.flatMap(({ data }) => data['evses'] as { evseId: string }[]);
      expect(evseIds.map(({ evseId }) => evseId).sort()).toEqual(rows.map(({ evse_id }) => evse_id).sort());
    });
  });

  it('has these findings and no others', async () => {
    const rows = await suite.source.query<{ finding: string; count: number }[]>(
      `select code || ' ' || pointer as finding, count(*)::int from evse.evse_finding group by 1 order by 1`,
    );
    expect(Object.fromEntries(rows.map(({ finding, count }) => [finding, count]))).toEqual({
      'missing /Address/HouseNum': 52,
      'missing /Address/PostalCode': 52,
      'missing /OpeningTimes': 8,
      'missing /PaymentOptions': 52,
      // A Swiss station in the Pacific.
      'position-elsewhere /GeoCoordinates': 1,
      'wrong-form /OperatorID': 52,
    });
  });

  it('pulled again changes nothing and publishes nothing', async () => {
    const publishedBefore = suite.published.events.length;
    const run = await suite.pull();
    expect(run.counts).toMatchObject({ unchanged: 551, inserted: 0, updated: 0, deleted: 0 });
    expect(suite.published.events).toHaveLength(publishedBefore);
  });

  let before: ReadonlyMap<string, string> = new Map();
  let published = 0;
  it.each(swissSnapshots)('has the statuses of %s, and publishes what really changed', async (name) => {
    suite.hbs.operators = swissStatuses(name);
    const input = swissStatusesByKey(name);
    const run = await suite.pullStatus();
    expect(run).toMatchObject({ state: 'succeeded', reasons: [], counts: { quarantined: 0 } });
    const { items } = await suite.rpc.call('evse.findings', { limit: 500 });
    const codes = new Set(items.filter(({ about }) => about === 'status').map(({ code }) => code));
    codes.delete('record-missing');
    expect([...codes]).toEqual([]);
    const rows = await suite.source.query<{ key: string; status: string }[]>(
      'select key, status from evse.evse_status',
    );
    expect(new Map(rows.map(({ key, status }) => [key, status]))).toEqual(input);

    const expected = differences(before, input);
    await eventually(() => {
      const events = suite.published.events.filter(({ type }) => type === 'evse-status.changed');
      const changes = events.flatMap(({ data }) => data['changes'] as EvseStatusChange[]).slice(published);
      expect(changes).toHaveLength(expected.size);
      const received = changes.map(({ evseId, previous, status }) => [
        evseIdKey(evseId),
        `${previous} → ${status}`,
      ]);
      expect(new Map(received as [string, string][])).toEqual(expected);
    });
    published += expected.size;
    before = input;
    expect(kindsOf(expected)).toEqual(REAL_DIFFERENCES[name]);
  });
});
