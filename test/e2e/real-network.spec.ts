import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { parseStoredRecord } from '../../apps/evse-sync/src/replica/parsed-record.js';
import { evseDataRecord, evseIdKey } from '#oicp';
import type { EvseStatusChange, SyncRunView } from '#suite';
import { eventually } from '../support/eventually.js';
import { differences, kindsOf, REAL_DIFFERENCES } from '../support/network/real-differences.js';
import {
  hasSwissData,
  needsSwissData,
  swissFile,
  swissRecords,
  swissSnapshots,
  swissStatusesByKey,
} from '../support/network/swiss-data.js';
import { listenToEvents, type PublishedEvents } from '../support/network/published-events.js';
import { WholeSuite } from '../support/whole-suite.js';

/** Six snapshots of three months within seconds are more calls than HBS would take. */
const HURRIED = { HBS_LIMIT_PULL_EVSE_STATUS: '60', SANDBOX_ENFORCE_LIMITS: 'false' };
const ASKED_FOR_ONLY = {
  SYNC_EVSE_DATA_CRON: '0 0 29 2 *',
  SYNC_EVSE_DELTA_INTERVAL: 'PT0S',
  SYNC_EVSE_STATUS_INTERVAL: 'PT0S',
  SYNC_PRICING_CRON: 'off',
};

const withData = hasSwissData ? describe : describe.skip;
withData(`the real network, from the sandbox by the suite as separate processes${needsSwissData}`, () => {
  let running: WholeSuite;
  let database: Client;
  let published: PublishedEvents;
  beforeAll(async () => {
    running = await WholeSuite.start({
      SANDBOX_EVSES: '0',
      SYNC_PAGE_SIZE: '100',
      ...HURRIED,
      ...ASKED_FOR_ONLY,
    });
    const { DATABASE_URL, RABBITMQ_URL = '' } = running.suite.environment;
    database = new Client({ connectionString: DATABASE_URL });
    await database.connect();
    published = await listenToEvents(RABBITMQ_URL, 'evse.*', 'evse-status.*');
    // The pull that an empty replica begins with, of the network that there is not yet.
    await ended(async () => {
      const { items } = await running.api.get<{ items: SyncRunView[] }>('sync/runs?kind=evse-data');
      return items[0];
    });
  });
  afterAll(async () => {
    await published.close();
    await database.end();
    await running.stop();
  });

  const ended = (look: () => Promise<SyncRunView | undefined>): Promise<SyncRunView> =>
    eventually(async () => {
      const run = await look();
      expect(run?.finishedAt).toBeDefined();
      return run!;
    }, 30_000);

  async function pulled(what: 'evse-data' | 'evse-status'): Promise<SyncRunView> {
    const order = what === 'evse-data' ? { mode: 'full' } : {};
    const { id } = await running.api.post<SyncRunView>(`sync/${what}`, order);
    return await ended(() => running.api.get<SyncRunView>(`sync/runs/${id}`));
  }

  function publishedIn(type: string, member: string): readonly unknown[] {
    const events = published.events.filter((each) => each.type === type);
    return events.flatMap(({ data }) => data[member]);
  }

  it('of 551 records is in the replica as it is in the file, and published once', async () => {
    await running.sandbox('POST', 'network', { dataFile: swissFile('evse-data-2024') });
    const run = await pulled('evse-data');
    expect(run).toMatchObject({ state: 'succeeded', reasons: [] });
    expect(run.counts).toMatchObject({
      pages: 6,
      records: 551,
      inserted: 551,
      quarantined: 0,
      repeated: 0,
    });
    const { rows } = await database.query<{ key: string; raw: string }>('select key, raw from evse.evse');
    const asRead = (raw: string): unknown => JSON.parse(JSON.stringify(parseStoredRecord(raw)));
    const input = swissRecords().map((record) => {
      const { deltaType: _, ...parsed } = evseDataRecord.readValue(record).value;
      return [evseIdKey(String(record['EvseID'])), JSON.parse(JSON.stringify(parsed))] as const;
    });
    expect(new Map(rows.map(({ key, raw }) => [key, asRead(raw)]))).toEqual(new Map(input));
    await eventually(() => {
      const inserted = (publishedIn('evse.inserted', 'evses') as { evseId: string }[]).map(
        ({ evseId }) => evseId,
      );
      expect(inserted.map(evseIdKey).toSorted()).toEqual(input.map(([key]) => key).toSorted());
    });
  });

  let before: ReadonlyMap<string, string> = new Map();
  let changesBefore = 0;
  it.each(swissSnapshots)('has the statuses of %s, and publishes what changed', async (name) => {
    await running.sandbox('POST', 'network', { statusFile: swissFile(name) });
    expect(await pulled('evse-status')).toMatchObject({ state: 'succeeded', reasons: [] });
    const input = swissStatusesByKey(name);
    const { rows } = await database.query<{ key: string; status: string }>(
      'select key, status from evse.evse_status',
    );
    expect(new Map(rows.map(({ key, status }) => [key, status]))).toEqual(input);

    const expected = differences(before, input);
    expect(kindsOf(expected)).toEqual(REAL_DIFFERENCES[name]);
    await eventually(() => {
      const changes = (publishedIn('evse-status.changed', 'changes') as EvseStatusChange[]).slice(
        changesBefore,
      );
      expect(changes).toHaveLength(expected.size);
      const asTold = changes.map(
        ({ evseId, previous, status }) => [evseIdKey(evseId), `${previous} → ${status}`] as const,
      );
      expect(new Map(asTold)).toEqual(expected);
    });
    changesBefore += expected.size;
    before = input;
  });

  it('is found by the API, each charging point with its latest status', async () => {
    const known = swissRecords().find(({ EvseID }) => before.has(evseIdKey(String(EvseID))));
    const evseId = String(known?.['EvseID']);
    const view = await running.api.get(`evses/${encodeURIComponent(evseId)}`);
    expect(view).toMatchObject({ evseId, status: before.get(evseIdKey(evseId)) });
  });
});
