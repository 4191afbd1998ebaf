import { randomUUID } from 'node:crypto';
import type { INestMicroservice } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { DataSource } from 'typeorm';
import { CdrModule } from '../../../apps/cdr/src/cdr.module.js';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { cdrSettings } from '../../../apps/cdr/src/settings.js';
import { RpcClient, startMicroservice } from '#messaging';
import { toCdrRunView, type CdrRun, type SuiteMessages } from '#suite';
import { loadSettings } from '#platform';
import { aCdr } from '../../support/cdr.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FakeHbsCdrs, startFakeHbsCdrs } from '../../support/fake-hbs-cdrs.js';
import { answeredReply } from '../../support/hbs-replies.js';
import { testPlatform } from '../../support/test-platform.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

/** The statements of the release before that lead a run, as it sends them. */
const before = {
  add: `insert into cdr.run (id, account, kind, provider_id, from_at, to_at, state, done_until, created_at)
     values ($1, 'default', $2, 'DE-EMP', now() - interval '10 days', now(), 'waiting', now() - interval '10 days', clock_timestamp())`,
  next: `select id from cdr.run where account = $1 and state in ('waiting', 'running')
     order by state = 'waiting', kind = 'backfill', created_at, kind desc, id limit 1`,
  begin: `update cdr.run set state = 'running', started_at = coalesce(started_at, clock_timestamp()) where id = $1`,
  advance: `update cdr.run set page = $6, page_size = $7, pages = $2, window_total = $3, window_records = $4,
     records = records + $5 where id = $1`,
  countAdded: 'update cdr.run set added = added + $2 where id = $1',
  succeed: `update cdr.run set state = 'done', ended_at = clock_timestamp() where id = $1`,
};

/** What a gateway of the release before accepts of a run. */
const runOfBefore = z.object({
  id: z.uuid(),
  kind: z.enum(['unforwarded', 'sweep', 'backfill']),
  providerId: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  doneUntil: z.iso.datetime(),
  page: z.int(),
  pages: z.int().optional(),
  records: z.int(),
  added: z.int(),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
});

describe('reconciliations while processes of the release before are replaced, over a real RabbitMQ and PostgreSQL', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let stored: DataSource;
  let fakeHbs: FakeHbsCdrs;
  let far: INestMicroservice;
  let cdr: INestMicroservice | undefined;
  beforeEach(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    stored = await database.connect(cdrDatabase);
    fakeHbs = new FakeHbsCdrs();
    fakeHbs.records = Array.from({ length: 5 }, () => JSON.stringify(aCdr({ SessionID: randomUUID() })));
    far = await startFakeHbsCdrs(host, fakeHbs);
  });
  afterEach(async () => {
    await cdr?.close();
    cdr = undefined;
    await far.close();
    await Promise.all([host.drop(), database.drop()]);
  });

  async function start(): Promise<RpcClient<SuiteMessages>> {
    const settings = loadSettings(cdrSettings, {
      RABBITMQ_URL: host.settings.RABBITMQ_URL,
      DATABASE_URL: database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
      CDR_RECONCILE_INTERVAL: 'P1D',
    });
    cdr = await startMicroservice(testPlatform('cdr', ...settings), CdrModule);
    return cdr.get(RpcClient);
  }
  const run = async (rpc: RpcClient<SuiteMessages>, id: string): Promise<CdrRun> => {
    const found = await rpc.call('cdr.get-run', { id });
    // Whatever a run is, a gateway of the release before can show it.
    runOfBefore.parse(found);
    return found;
  };
  const scheduled = async (rpc: RpcClient<SuiteMessages>): Promise<void> =>
    eventually(async () => {
      const { items } = await rpc.call('cdr.list-runs', { limit: 10 });
      expect(items.filter(({ kind, state }) => kind !== 'backfill' && state === 'done')).toHaveLength(2);
    });

  it('resumes what the release before has begun, at its page, and executes what it queued', async () => {
    const [begun, waiting] = [randomUUID(), randomUUID()];
    fakeHbs.mostPerPage = 2;
    await stored.query(before.add, [begun, 'backfill']);
    await stored.query(before.begin, [begun]);
    await stored.query(before.countAdded, [begun, 2]);
    await stored.query(before.advance, [begun, 3, 5, 2, 2, 1, 2]);
    await stored.query(before.add, [waiting, 'backfill']);
    const rpc = await start();
    await eventually(async () => {
      expect(await run(rpc, begun)).toMatchObject({
        state: 'done',
        runState: 'succeeded',
        records: 5,
        added: 5,
      });
      expect(await run(rpc, waiting)).toMatchObject({ runState: 'succeeded', records: 5 });
    });
    expect(fakeHbs.asked.slice(0, 2).map(({ page }) => page)).toEqual([1, 2]);
  });

  it('leaves a run that the release before resumes and ends, and cancels one that it then does not take', async () => {
    const rpc = await start();
    await scheduled(rpc);
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    fakeHbs.answer = async (asked) => {
      await released;
      return answeredReply(fakeHbs.pageOf(asked));
    };
    const range = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
    const [left] = (await rpc.call('cdr.backfill', range)).runs;
    const [cancelled] = (await rpc.call('cdr.backfill', range)).runs;
    const id = left?.id ?? '';
    expect(toCdrRunView(await rpc.call('cdr.cancel-run', { id: cancelled?.id ?? '' }))).toMatchObject({
      state: 'cancelled',
      requestedBy: 'api',
      reasons: [{ code: 'CANCELLED' }],
    });
    await eventually(async () => expect(await run(rpc, id)).toMatchObject({ state: 'running' }));
    await cdr?.close();
    release();
    expect(await stored.query(before.next, ['default'])).toEqual([{ id }]);
    for (const [statement, ...parameters] of [
      [before.begin, id],
      [before.countAdded, id, 5],
      [before.advance, id, 1, 5, 5, 5, 1, 2_000],
      [before.succeed, id],
    ] as const)
      expect(await stored.query(statement, [...parameters])).toEqual([[], 1]);
    expect(await stored.query(before.next, ['default'])).toEqual([]);
    const again = await start();
    expect(toCdrRunView(await run(again, id))).toMatchObject({ state: 'succeeded', records: 5 });
    expect(await run(again, cancelled?.id ?? '')).toMatchObject({
      state: 'failed',
      runState: 'cancelled',
      failure: { code: 'CANCELLED' },
    });
    await stored.query(before.succeed, [cancelled?.id]);
    const ended = toCdrRunView(await run(again, cancelled?.id ?? ''));
    expect([ended.state, ended.failure, ended.reasons]).toEqual(['succeeded', undefined, []]);
  });

  it('shows what a cdr of the release before sends', () => {
    const sent = {
      id: randomUUID(),
      kind: 'sweep',
      providerId: 'DE-EMP',
      page: 0,
      records: 3,
      added: 0,
    } as const;
    const times = {
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-02T00:00:00Z',
      doneUntil: '2026-01-02T00:00:00Z',
    };
    const states = (['waiting', 'running', 'done', 'failed'] as const).map(
      (state) => toCdrRunView({ ...sent, ...times, state }).state,
    );
    expect(states).toEqual(['queued', 'running', 'succeeded', 'failed']);
  });

  it('stops a run when it is cancelled, leaves what it has read, and moves no mark', async () => {
    fakeHbs.mostPerPage = 2;
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    fakeHbs.answer = async (asked) => {
      if (asked.page === 1) await released;
      return answeredReply(fakeHbs.pageOf(asked));
    };
    const rpc = await start();
    const [first] = await eventually(async () => {
      const { items } = await rpc.call('cdr.list-runs', { limit: 10 });
      const running = items.filter(({ page }) => page === 1);
      expect(running).toHaveLength(1);
      return running;
    });
    const id = first?.id ?? '';
    expect(await rpc.call('cdr.cancel-run', { id })).toMatchObject({ runState: 'cancelled', records: 2 });
    await expect(rpc.call('cdr.cancel-run', { id })).resolves.toMatchObject({ runState: 'cancelled' });
    release();
    await eventually(async () => {
      const { items } = await rpc.call('cdr.list-runs', { limit: 10 });
      expect(items).toHaveLength(2);
      expect(new Set(items.map(({ runState }) => runState))).toEqual(new Set(['cancelled', 'succeeded']));
    });
    expect(await run(rpc, id)).toMatchObject({ runState: 'cancelled', records: 2, added: 2 });
    expect(await stored.query('select kind from cdr.mark')).toHaveLength(1);
    await expect(rpc.call('cdr.cancel-run', { id: randomUUID() })).rejects.toMatchObject({
      code: 'RUN_UNKNOWN',
    });
  });
});
