import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evseDataRecord, evseIdKey } from '#oicp';
import type { EvseStatusChange } from '#messaging';
import { eventually } from '../../support/eventually.js';
import { EvseSyncSuite } from '../../support/network/evse-sync-suite.js';
import {
  hasSwissData,
  needsSwissData,
  swissRecords,
  swissSnapshots,
  swissStatuses,
} from '../../support/network/swiss-data.js';

(hasSwissData ? describe : describe.skip)(`the real network${needsSwissData}`, () => {
  let suite: EvseSyncSuite;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
    suite.hbs.records = swissRecords();
    await suite.start({ SYNC_PAGE_SIZE: '100' });
  });
  afterAll(() => suite.close());

  it('of 551 records is in the replica as it was sent, and told once', async () => {
    const run = await suite.firstPull();
    expect(run).toMatchObject({ state: 'succeeded', mode: 'full', reasons: [] });
    expect(run.counts).toMatchObject({ pages: 6, records: 551, inserted: 551, quarantined: 0, repeated: 0 });
    const rows = await suite.source.query<{ evse_id: string; record: unknown; raw: string }[]>(
      'select evse_id, record, raw from evse.evse',
    );
    const sent = new Map(suite.hbs.records.map((record) => [record['EvseID'], record]));
    expect(rows).toHaveLength(551);
    for (const { evse_id, record, raw } of rows) {
      const { deltaType: _, ...understood } = evseDataRecord.readValue(sent.get(evse_id)).value;
      expect(record).toEqual(JSON.parse(JSON.stringify(understood)));
      expect(raw).toBe(JSON.stringify(sent.get(evse_id)));
    }
    await eventually(() => {
      const inserted = suite.told.events.filter(({ type }) => type === 'evse.inserted');
      const evseIds = inserted.flatMap(({ data }) => data['evses'] as { evseId: string }[]);
      expect(evseIds.map(({ evseId }) => evseId).sort()).toEqual(rows.map(({ evse_id }) => evse_id).sort());
    });
  });

  it('pulled again changes nothing and tells nothing', async () => {
    const told = suite.told.events.length;
    const run = await suite.pull();
    expect(run.counts).toMatchObject({ unchanged: 551, inserted: 0, updated: 0, deleted: 0 });
    expect(suite.told.events).toHaveLength(told);
  });

  let before = new Map<string, string>();
  let heard = 0;
  it.each(swissSnapshots)('has the statuses of %s, and tells what really changed', async (name) => {
    const operators = swissStatuses(name);
    suite.hbs.operators = operators;
    const input = new Map(
      operators.flatMap(({ EVSEStatusRecord: records }) =>
        records.map(({ EvseID, EVSEStatus }) => [evseIdKey(EvseID), EVSEStatus] as const),
      ),
    );
    const run = await suite.pullStatus();
    expect(run).toMatchObject({ state: 'succeeded', reasons: [] });
    const rows = await suite.source.query<{ key: string; status: string }[]>(
      'select key, status from evse.evse_status',
    );
    expect(new Map(rows.map(({ key, status }) => [key, status]))).toEqual(input);

    const expected = differences(before, input);
    await eventually(() => {
      const events = suite.told.events.filter(({ type }) => type === 'evse-status.changed');
      const changes = events.flatMap(({ data }) => data['changes'] as EvseStatusChange[]).slice(heard);
      expect(changes).toHaveLength(expected.size);
      const told = changes.map(({ evseId, previous, status }) => [
        evseIdKey(evseId),
        `${previous} → ${status}`,
      ]);
      expect(new Map(told as [string, string][])).toEqual(expected);
    });
    heard += expected.size;
    before = input;
    expect(kindsOf(expected)).toEqual(REAL_DIFFERENCES[name]);
  });
});

/** Counted by hand from the files: what is new, gone, and another than before. */
const REAL_DIFFERENCES: Readonly<Record<string, readonly [number, number, number]>> = {
  'status-2023-05-28T1728': [12_073, 0, 0],
  'status-2023-05-30T2202': [11, 1, 1_528],
  'status-2023-05-30T2232': [4, 1, 1_344],
  'status-2023-07-16T1629': [887, 218, 2_312],
  'status-2023-07-17T1747': [0, 0, 1_837],
  'status-2023-08-09T2250': [306, 129, 2_572],
};

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const different = keys.filter((key) => before.get(key) !== after.get(key));
  return new Map(different.map((key) => [key, `${before.get(key)} → ${after.get(key)}`]));
}

function kindsOf(changes: ReadonlyMap<string, string>): readonly [number, number, number] {
  const all = [...changes.values()];
  const come = all.filter((each) => each.startsWith('undefined')).length;
  const gone = all.filter((each) => each.endsWith('undefined')).length;
  return [come, gone, all.length - come - gone];
}
