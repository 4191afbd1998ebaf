import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { ReconciliationSettings } from '../../../apps/cdr/src/reconciliation/reconciliation-settings.js';
import { Runs } from '../../../apps/cdr/src/reconciliation/runs.js';
import { Schedule } from '../../../apps/cdr/src/reconciliation/schedule.js';
import { ProviderSettings } from '#suite';
import { loadSettings } from '#platform';
import { createDatabase, type TestDatabase } from '../../support/database.js';

describe('when charge detail records are reconciled, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(cdrDatabase);
  });
  beforeEach(() => source.query('truncate cdr.run, cdr.mark'));
  afterAll(() => database.drop());

  /** A look of a process that was started with this interval. @returns what it ordered */
  async function ordered(interval: string, providerIds = 'DE-EMP'): Promise<string[]> {
    const [settings, providers] = loadSettings([ReconciliationSettings, ProviderSettings], {
      CDR_RECONCILE_INTERVAL: interval,
      EMP_PROVIDER_IDS: providerIds,
    });
    const before = await idsOfRuns();
    const schedule = new Schedule(settings, providers, new Runs(source));
    await source.transaction((manager) => schedule.queueDue(manager));
    const runs = await source.query<{ id: string; kind: string; provider_id: string }[]>(
      'select id, kind, provider_id from cdr.run order by created_at, provider_id, kind desc',
    );
    return runs.filter(({ id }) => !before.has(id)).map((run) => `${run.kind} ${run.provider_id}`);
  }
  const idsOfRuns = async (): Promise<ReadonlySet<string>> =>
    new Set((await source.query<{ id: string }[]>('select id from cdr.run')).map(({ id }) => id));
  /** Lets every run have been ordered that long ago, and have ended. */
  const lastRunsWere = (age: string, state = 'done'): Promise<unknown> =>
    source.query(
      `update cdr.run set to_at = to_at - $1::interval, created_at = created_at - $1::interval, state = $2`,
      [age, state],
    );
  const BOTH = ['unforwarded DE-EMP', 'sweep DE-EMP'];

  it('is at the first start, and then an interval after the last time', async () => {
    expect(await ordered('PT15M')).toEqual(BOTH);
    await lastRunsWere('14 minutes');
    expect(await ordered('PT15M')).toEqual([]);
    await lastRunsWere('1 minute');
    expect(await ordered('PT15M')).toEqual(BOTH);
  });

  it('follows a shortened interval at once, not the one that held at the last time', async () => {
    await ordered('P1D');
    await lastRunsWere('20 minutes');
    expect(await ordered('P1D')).toEqual([]);
    expect(await ordered('PT15M')).toEqual(BOTH);
  });

  it('follows a lengthened interval at once, counted from the last time', async () => {
    await ordered('PT15M');
    await lastRunsWere('20 minutes');
    expect(await ordered('PT30M')).toEqual([]);
    await lastRunsWere('10 minutes');
    expect(await ordered('PT30M')).toEqual(BOTH);
  });

  it('does not follow what a process of the release before has stored as the next time', async () => {
    await ordered('P1D');
    await source.query(
      `insert into cdr.lease (job, owner, lease_until, fence, next_due_at)
       values ('cdr-reconciliation', 'before', '-infinity', 1, now() + interval '1 day')`,
    );
    await lastRunsWere('20 minutes');
    expect(await ordered('PT15M')).toEqual(BOTH);
  });

  it('is not while the last run has not ended, and is not put off by one that failed', async () => {
    await ordered('PT15M');
    await lastRunsWere('1 hour', 'running');
    expect(await ordered('PT15M')).toEqual([]);
    await lastRunsWere('0', 'failed');
    expect(await ordered('PT15M')).toEqual(BOTH);
  });

  it('is at once for a ProviderID that was added', async () => {
    await ordered('PT15M');
    await lastRunsWere('1 minute');
    expect(await ordered('PT15M', 'DE-EMP,DE-EM2')).toEqual(['unforwarded DE-EM2', 'sweep DE-EM2']);
  });

  it('is still told by the newest run of a kind when all are so old that they are deleted', async () => {
    await ordered('PT15M');
    await lastRunsWere('1 hour');
    await ordered('PT15M');
    await source.query(`update cdr.run set ended_at = now() - interval '61 days'`);
    const runs = new Runs(source);
    await source.transaction((manager) => runs.deleteUnlisted(manager));
    expect(await source.query('select kind from cdr.run order by kind')).toEqual([
      { kind: 'sweep' },
      { kind: 'unforwarded' },
    ]);
    expect(await ordered('P1D')).toEqual([]);
  });

  it('cannot be never', () => {
    expect(() => loadSettings([ReconciliationSettings], { CDR_RECONCILE_INTERVAL: 'PT0S' })).toThrow(
      'CDR_RECONCILE_INTERVAL',
    );
  });
});
