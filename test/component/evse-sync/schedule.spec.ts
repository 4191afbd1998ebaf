import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { evseSyncDatabase } from '../../../apps/evse-sync/src/database.js';
import { RunStore } from '../../../apps/evse-sync/src/runs/run-store.js';
import type { SyncRun } from '../../../apps/evse-sync/src/runs/sync-run.entity.js';
import { SyncSettings } from '../../../apps/evse-sync/src/sync-settings.js';
import { SyncSchedule } from '../../../apps/evse-sync/src/worker/sync-schedule.js';
import { loadSettings } from '#platform';
import { createDatabase, type TestDatabase } from '../../support/database.js';

/** On the 29th of February only: never within a test. */
const NEVER = '0 0 29 2 *';
const EVERY_MINUTE = '* * * * *';

describe('when the network is pulled, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  let runs: RunStore;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(evseSyncDatabase);
    runs = new RunStore(source);
  });
  beforeEach(() => source.query('truncate evse.sync_run'));
  afterAll(() => database.drop());

  /** Queues what is due in a process started with these settings. @returns the mode of the run queued */
  async function queued(
    kind: SyncRun['kind'],
    overrides: Readonly<Record<string, string>>,
  ): Promise<SyncRun['mode'] | undefined> {
    const [settings] = loadSettings([SyncSettings], {
      SYNC_EVSE_DATA_CRON: NEVER,
      SYNC_EVSE_DELTA_INTERVAL: 'PT0S',
      SYNC_EVSE_STATUS_INTERVAL: 'PT0S',
      ...overrides,
    });
    await source.transaction((manager) => new SyncSchedule(runs, settings).queueDue(manager, kind));
    const run = await runs.table.findNext({ kind });
    await source.query(`delete from evse.sync_run where state = 'queued'`);
    return run?.mode;
  }

  /** A run that has succeeded `ago`. */
  async function aRun(kind: SyncRun['kind'], mode: SyncRun['mode'], ago: string): Promise<string> {
    const { id } = await runs.queue({ kind, mode, requestedBy: 'schedule' });
    await source.query(
      `update evse.sync_run set state = 'succeeded', created_at = now() - $2::interval,
         started_at = now() - $2::interval, finished_at = now() - $2::interval, watermark = now() - $2::interval
       where id = $1`,
      [id, ago],
    );
    return id;
  }

  it.each([
    ['a shortened', 'PT30M', 'PT5M', undefined, 'delta'],
    ['a lengthened', 'PT5M', 'PT30M', 'delta', undefined],
    ['no', 'PT5M', 'PT0S', 'delta', undefined],
    ['a', 'PT0S', 'PT5M', undefined, 'delta'],
  ])('follows %s interval of deltas without delay', async (_, before, after, dueBefore, dueAfter) => {
    await aRun('evse-data', 'full', '10 minutes');
    expect(await queued('evse-data', { SYNC_EVSE_DELTA_INTERVAL: before })).toBe(dueBefore);
    expect(await queued('evse-data', { SYNC_EVSE_DELTA_INTERVAL: after })).toBe(dueAfter);
  });

  it.each([
    ['a shortened', 'PT30M', 'PT5M', undefined, 'full'],
    ['a lengthened', 'PT5M', 'PT30M', 'full', undefined],
    ['no', 'PT5M', 'PT0S', 'full', undefined],
    ['a', 'PT0S', 'PT5M', undefined, 'full'],
  ])('follows %s interval of statuses without delay', async (_, before, after, dueBefore, dueAfter) => {
    await aRun('evse-status', 'full', '10 minutes');
    expect(await queued('evse-status', { SYNC_EVSE_STATUS_INTERVAL: before })).toBe(dueBefore);
    expect(await queued('evse-status', { SYNC_EVSE_STATUS_INTERVAL: after })).toBe(dueAfter);
  });

  it('follows another time of full pulls without delay, earlier or later', async () => {
    await aRun('evse-data', 'full', '10 minutes');
    expect(await queued('evse-data', { SYNC_EVSE_DATA_CRON: NEVER })).toBeUndefined();
    expect(await queued('evse-data', { SYNC_EVSE_DATA_CRON: EVERY_MINUTE })).toBe('full');
    expect(await queued('evse-data', { SYNC_EVSE_DATA_CRON: NEVER })).toBeUndefined();
  });

  it.each([
    ['evse-data', { SYNC_EVSE_DATA_CRON: NEVER }, '70 days'],
    ['evse-status', { SYNC_EVSE_STATUS_INTERVAL: 'P7D' }, '3 days'],
  ] as const)('follows an interval longer than runs of %s are listed', async (kind, settings, ago) => {
    const deleted = await aRun(kind, 'full', '100 days');
    await aRun(kind, 'full', ago);
    const delta = await runs.queue({ kind: 'evse-data', mode: 'delta', requestedBy: 'api' });
    await source.transaction(async (manager) => {
      await runs.deleteUnlisted(manager, delta);
      await runs.table.begin(manager, delta.id);
    });
    const columns = { watermark: new Date() };
    await source.transaction((manager) => runs.table.end(manager, delta.id, 'succeeded', columns));
    expect(await source.query('select from evse.sync_run where id = $1', [deleted])).toEqual([]);
    expect(await queued(kind, settings)).toBeUndefined();
  });
});
