import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { EvseSyncSuite, type RunningReplica } from '../../support/network/evse-sync-suite.js';
import { aPage, aRecord } from '../../support/network/wire-records.js';
import { aTariff, tariffsOf } from '../../support/network/wire-prices.js';

const COUNTS = {
  records: 20,
  pages: 2,
  inserted: 20,
  updated: 0,
  deleted: 0,
  unchanged: 0,
  repeated: 0,
  quarantined: 0,
};

/** The statements of the release before that lead a run, as it sends them. */
const before = {
  acquire: `insert into evse.lease as held (job, owner, lease_until, fence)
     values ($1, 'before', clock_timestamp() + interval '1 minute', 1)
     on conflict (job) do update
       set owner = excluded.owner, lease_until = excluded.lease_until, fence = held.fence + 1
       where held.lease_until < clock_timestamp()
     returning fence`,
  queue: `insert into evse.sync_run (id, kind, mode, state, requested_by, max_delete_share, next_page, counts, reasons, created_at)
     values ($1, $2, 'full', 'queued', 'api', null, 0, $3, '[]', clock_timestamp())`,
  next: `select id, state, next_page from evse.sync_run where kind = $1 and state in ('running', 'queued')
     order by state = 'queued', number limit 1`,
  begin: `update evse.sync_run set state = 'running', started_at = clock_timestamp(), last_call = $2
     where id = $1 and state = 'queued'`,
  advance: `update evse.sync_run set next_page = $2, counts = $3, reasons = $4 where id = $1 and state = 'running'`,
  end: `update evse.sync_run set state = $2, reasons = $3, counts = coalesce($4, counts),
     watermark = case when $5 then coalesce($6, started_at) end, finished_at = clock_timestamp()
     where id = $1 and state = 'running'`,
  queuePrices: `update evse.pricing_pull set state = 'waiting', ordered_at = clock_timestamp() where state <> 'waiting'`,
  pricesStatus: 'select state, started_at, reasons from evse.pricing_pull',
  beginPrices: `update evse.pricing_pull set state = 'running', started_at = clock_timestamp(), finished_at = null`,
  finishPrices: `update evse.pricing_pull set state = case state when 'running' then $1 else state end,
     finished_at = clock_timestamp(), operators = $2, changed = $3, unreadable = $4, incomplete = $5,
     findings = $6, reasons = $7`,
};

describe('pulls while processes of the release before are replaced, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  let replica: RunningReplica | undefined;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
  });
  afterAll(() => suite.close());
  beforeEach(async () => {
    await suite.source.query(
      `truncate evse.evse, evse.evse_status, evse.sync_run, evse.sync_seen, evse.quarantine, evse.pricing_run, evse.lease;
       update evse.pricing_pull set state = 'never', ordered_at = null, started_at = null, finished_at = null`,
    );
    suite.hbs.records = Array.from({ length: 50 }, (_, index) =>
      aRecord(`DE*ABC*E${100 + index}`, { OperatorID: 'DE*ABC' }),
    );
    suite.hbs.answerPage = (page) => aPage(suite.hbs.records, page);
    suite.hbs.answerPrices = (operation) => ({
      status: 200,
      body: JSON.stringify(
        operation === 'products'
          ? { PricingProductData: [tariffsOf('DE*ABC', [aTariff('AC')])] }
          : { EVSEPricing: [] },
      ),
    });
    suite.hbs.asked.splice(0);
  });
  afterEach(async () => {
    if (replica) await suite.stop(replica.application);
    replica = undefined;
  });

  const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    suite.source.query<Row[]>(sql, [...parameters]);
  const start = async (): Promise<void> => {
    replica = await suite.start({ SYNC_PAGE_SIZE: '10' });
  };
  const stop = async (): Promise<void> => {
    if (replica) await suite.stop(replica.application);
    replica = undefined;
  };

  it('resumes a pull that the release before has left at its third page, and executes one that it queued', async () => {
    const [data, status] = [randomUUID(), randomUUID()];
    await query(before.queue, [data, 'evse-data', COUNTS]);
    await query(before.begin, [data, null]);
    await query(before.advance, [data, 2, { ...COUNTS, totalPages: 5, totalRecords: 50 }, '[]']);
    await query(before.queue, [status, 'evse-status', COUNTS]);
    await start();
    expect(await suite.ended(data)).toMatchObject({
      state: 'succeeded',
      counts: { pages: 5, records: 50, inserted: 50 },
    });
    expect(suite.hbs.asked.map(({ page }) => page)).toEqual([2, 3, 4]);
    expect(await suite.ended(status)).toMatchObject({ finishedAt: expect.any(String) });
    expect((await suite.rpc.call('sync.runs', { limit: 10, kind: 'evse-data' })).items).toHaveLength(1);
  });

  it('leaves a pull that the release before resumes at its page and ends', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    suite.hbs.answerPage = async (page) => {
      if (page.number === 2) await released;
      return aPage(suite.hbs.records, page);
    };
    await start();
    await eventually(() => expect(suite.hbs.asked.at(-1)?.page).toBe(2));
    await stop();
    release();
    expect(await query<{ fence: string }>(before.acquire, ['evse-data'])).toEqual([{ fence: '2' }]);
    const [next] = await query<{ id: string }>(before.next, ['evse-data']);
    expect(next).toMatchObject({ state: 'running', next_page: 2 });
    const { id } = next!;
    expect(await query(before.advance, [id, 5, { ...COUNTS, pages: 5, records: 50 }, '[]'])).toEqual([[], 1]);
    expect(await query(before.end, [id, 'succeeded', '[]', null, true, null])).toEqual([[], 1]);
    await query(`update evse.lease set lease_until = '-infinity'`);
    await start();
    expect(await suite.rpc.call('sync.run', { id })).toMatchObject({
      state: 'succeeded',
      counts: { pages: 5, records: 50 },
    });
    expect(await suite.pull('delta')).toMatchObject({ state: 'succeeded' });
  });

  it.each([
    ['queued', [before.queuePrices], 'api'],
    ['left running', [before.queuePrices, before.beginPrices], 'schedule'],
  ] as const)(
    'takes over a pull of prices that the release before has %s',
    async (_, statements, requestedBy) => {
      for (const each of statements) await query(each);
      await start();
      await suite.firstPull();
      await eventually(async () => {
        const { items } = await suite.rpc.call('sync.pricing-runs', { limit: 10 });
        expect(items).toMatchObject([{ state: 'succeeded', requestedBy }]);
      });
      expect(await query(before.pricesStatus)).toMatchObject([{ state: 'succeeded', reasons: [] }]);
    },
  );

  it('hands a queued pull of prices to the release before, and lists what that one has pulled', async () => {
    await start();
    await suite.firstPull();
    // A leader of the release before: this replica leads no more, but it still answers the API.
    await query(`update evse.lease set owner = 'before', fence = fence + 1,
      lease_until = now() + interval '1 minute' where job = 'evse-pricing'`);
    await eventually(() => expect(replica?.platform.recorded.alarms()).toContain('LEASE_LOST'));
    const { run } = await suite.rpc.call('sync.start-pricing', {});
    expect(run).toMatchObject({ state: 'queued' });
    expect(await query(before.pricesStatus)).toMatchObject([{ state: 'waiting' }]);
    for (let pull = 0; pull < 2; pull += 1) {
      await query(before.beginPrices);
      await query(before.finishPrices, ['succeeded', 7, 1, 0, 0, '{}', '[]']);
    }
    await query(`update evse.lease set lease_until = '-infinity' where job = 'evse-pricing'`);
    await eventually(async () => {
      const { items } = await suite.rpc.call('sync.pricing-runs', { limit: 10 });
      expect(items).toMatchObject([{ id: run?.id, state: 'succeeded', counts: { operators: 7 } }]);
    });
    // At once, or this leader would take over what looks like a pull whose leader has died.
    await suite.source.transaction(async (manager) => {
      await manager.query(before.beginPrices);
      await manager.query(before.finishPrices, ['succeeded', 9, 0, 0, 0, '{}', '[]']);
    });
    await eventually(async () => {
      const { items } = await suite.rpc.call('sync.pricing-runs', { limit: 10 });
      expect(items).toMatchObject([
        { state: 'succeeded', counts: { operators: 9 } },
        { id: run?.id, counts: { operators: 7 } },
      ]);
    });
  });

  it('cancels a pull of prices so that the release before does not execute it', async () => {
    await start();
    await query(`update evse.lease set owner = 'before', fence = fence + 1,
      lease_until = now() + interval '1 minute' where job = 'evse-pricing'`);
    await eventually(() => expect(replica?.platform.recorded.alarms()).toContain('LEASE_LOST'));
    const { run } = await suite.rpc.call('sync.start-pricing', {});
    expect(await suite.rpc.call('sync.cancel-pricing-run', { id: run?.id ?? '' })).toMatchObject({
      state: 'cancelled',
    });
    expect(await query(before.pricesStatus)).toMatchObject([
      { state: 'failed', reasons: [{ code: 'CANCELLED' }] },
    ]);
  });
});
