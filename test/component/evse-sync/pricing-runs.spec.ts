import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { evseSyncDatabase } from '../../../apps/evse-sync/src/database.js';
import { PricingRunStore } from '../../../apps/evse-sync/src/pricing/pricing-run-store.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';

/** The statements of a leader of the release before, as it sends them. */
const before = {
  begin: `update evse.pricing_pull set state = 'running', started_at = clock_timestamp(), finished_at = null`,
  finish: `update evse.pricing_pull set state = case state when 'running' then 'succeeded' else state end,
     finished_at = clock_timestamp(), operators = 7, changed = 0, unreadable = 0, incomplete = 0,
     findings = '{}', reasons = '[]'`,
};

describe('pulls of prices and the one row of the release before, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  let store: PricingRunStore;
  beforeAll(async () => {
    database = await createDatabase();
    source = await database.connect(evseSyncDatabase);
    store = new PricingRunStore(source);
  });
  beforeEach(() =>
    source.query(
      `truncate evse.pricing_run;
       update evse.pricing_pull set state = 'never', ordered_at = null, started_at = null, finished_at = null`,
    ),
  );
  afterAll(() => database.drop());

  const within = <Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> =>
    source.transaction(work);
  const queue = async (): Promise<string> => (await store.queue()).run?.id ?? '';
  const begin = (id: string): Promise<void> => within((manager) => store.table.begin(manager, id));
  const succeed = (id: string): Promise<void> =>
    within((manager) => store.table.end(manager, id, 'succeeded', {}));
  /** A look of a leader, which takes over what the release before has written. */
  const look = (): Promise<unknown> => within((manager) => store.findStatus(manager));
  const stateOf = async (id: string): Promise<string> => (await store.get(id)).state;
  const row = async (): Promise<unknown> =>
    (await source.query<unknown[]>('select state, started_at, finished_at from evse.pricing_pull'))[0];

  it('leave the one that runs alone when the one that is queued behind it is cancelled', async () => {
    const running = await queue();
    await begin(running);
    const beforeCancel = await row();
    const queued = await queue();
    expect(queued).not.toBe(running);
    expect(await row()).toMatchObject({ state: 'waiting' });
    await store.cancel(queued);
    expect(await row()).toEqual(beforeCancel);
    await look();
    expect([await stateOf(running), await stateOf(queued)]).toEqual(['running', 'cancelled']);
    await succeed(running);
    expect(await row()).toMatchObject({ state: 'succeeded', finished_at: expect.any(Date) });
  });

  it('lose none that is queued in the moment in which another one ends', async () => {
    const ending = await queue();
    await begin(ending);
    const runner = source.createQueryRunner();
    await runner.startTransaction();
    await store.queueWithin(runner.manager, 'api');
    const ended = succeed(ending);
    await eventually(async () =>
      expect(
        await source.query(
          'select from pg_stat_activity where datname = current_database() and wait_event_type = $1',
          ['Lock'],
        ),
      ).toHaveLength(1),
    );
    await runner.commitTransaction();
    await runner.release();
    await ended;
    expect(await row()).toMatchObject({ state: 'waiting' });
    expect(await look()).toMatchObject({ latest: { state: 'queued' } });
  });

  it('come after the one of the release before beside which they were queued', async () => {
    await source.query(before.begin);
    const queued = await queue();
    expect(await stateOf(queued)).toBe('queued');
    const [newest, ofBefore] = (await store.list({ limit: 10 })).items;
    expect([newest?.id, ofBefore?.state, ofBefore?.requestedBy]).toEqual([queued, 'running', 'schedule']);
    await source.query(before.finish);
    await look();
    expect(await row()).toMatchObject({ state: 'waiting' });
    expect(await stateOf(queued)).toBe('queued');
    await source.query(before.begin);
    await source.query(before.finish);
    await look();
    expect([await stateOf(queued), await stateOf(ofBefore?.id ?? '')]).toEqual(['succeeded', 'succeeded']);
  });
});
