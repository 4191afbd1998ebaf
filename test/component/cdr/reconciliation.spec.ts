import { randomUUID } from 'node:crypto';
import type { INestMicroservice } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { CdrModule } from '../../../apps/cdr/src/cdr.module.js';
import { cdrDatabase } from '../../../apps/cdr/src/database.js';
import { cdrSettings } from '../../../apps/cdr/src/settings.js';
import { RpcClient, startMicroservice } from '#messaging';
import type { CdrRun, SuiteMessages } from '#suite';
import { loadSettings } from '#platform';
import { aCdr } from '../../support/cdr.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { FakeHbsCdrs, startFakeHbsCdrs } from '../../support/fake-hbs-cdrs.js';
import { answeredReply, failedReply } from '../../support/hbs-replies.js';
import { testPlatform, type TestPlatform } from '../../support/test-platform.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

interface Replica {
  readonly application: INestMicroservice;
  readonly platform: TestPlatform;
}

describe('the reconciliation with what HBS lists, over a real RabbitMQ and PostgreSQL', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let stored: DataSource;
  let fakeHbs: FakeHbsCdrs;
  let far: INestMicroservice;
  let replicas: Replica[];
  beforeEach(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    stored = await database.connect(cdrDatabase);
    fakeHbs = new FakeHbsCdrs();
    far = await startFakeHbsCdrs(host, fakeHbs);
    replicas = [];
  });
  afterEach(async () => {
    await Promise.all(replicas.map(({ application }) => application.close()));
    await far.close();
    await Promise.all([host.drop(), database.drop()]);
  });

  async function startCdr(exchanged: Record<string, string> = {}): Promise<Replica> {
    const settings = loadSettings(cdrSettings, {
      RABBITMQ_URL: host.settings.RABBITMQ_URL,
      DATABASE_URL: database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
      ...exchanged,
    });
    const platform = testPlatform('cdr', ...settings);
    const replica = { application: await startMicroservice(platform, CdrModule), platform };
    replicas.push(replica);
    return replica;
  }
  const some = (count: number): string[] =>
    Array.from({ length: count }, () => JSON.stringify(aCdr({ SessionID: randomUUID() })));
  const count = async (table: string): Promise<number> =>
    Number((await stored.query<{ count: string }[]>(`select count(*) from cdr.${table}`))[0]?.count);
  const marks = (): Promise<{ kind: string; until: Date }[]> =>
    stored.query('select kind, until from cdr.mark order by kind');
  const runs = (): Promise<{ kind: string; state: string; failure: { code: string } | null }[]> =>
    stored.query('select kind, state, failure from cdr.run order by created_at, kind desc');

  it('fetches what was not forwarded and sweeps the rest, once each, every record with its own bytes', async () => {
    fakeHbs.records = some(30);
    fakeHbs.forwarded = new Set(fakeHbs.records.slice(0, 20));
    await startCdr();
    await eventually(async () => expect(await marks()).toHaveLength(2));
    expect(fakeHbs.asked.map(({ request }) => request.CDRForwarded)).toEqual([false, undefined]);
    expect(fakeHbs.asked[0]).toMatchObject({ providerId: 'DE-EMP', size: 2_000, page: 0 });
    expect([await count('record'), await count('content'), await count('unreadable')]).toEqual([30, 30, 0]);
    const raws = await stored.query<{ raw: Buffer }[]>('select raw from cdr.content where pulled');
    expect(new Set(raws.map(({ raw }) => raw.toString()))).toEqual(new Set(fakeHbs.records));
  });

  it('quarantines what names no session, and does not lose the rest of the page for it', async () => {
    fakeHbs.records = [...some(2), '{"SessionID":null}', '7', '{"Note":"a\\u0000b"}', ...some(1)];
    await startCdr();
    await eventually(async () => expect(await marks()).toHaveLength(2));
    expect([await count('record'), await count('unreadable')]).toEqual([3, 3]);
  });

  it.each([
    ['contradict themselves', (page: string) => page.replace(/"totalElements":\d+/, '"totalElements":99')],
    ['lack records', (page: string) => page.replace(/"content":\[.*?\],"number"/, '"content":[],"number"')],
  ])('fails, and moves no mark, when the pages %s', async (_, spoil) => {
    fakeHbs.records = some(3);
    fakeHbs.answer = (asked) => Promise.resolve(answeredReply(spoil(fakeHbs.pageOf(asked))));
    const { platform } = await startCdr();
    await eventually(async () =>
      expect(await runs()).toEqual([
        expect.objectContaining({
          state: 'failed',
          failure: expect.objectContaining({ code: 'PAGES_CONTRADICT' }),
        }),
        expect.objectContaining({ state: 'failed' }),
      ]),
    );
    expect(await marks()).toEqual([]);
    expect(platform.recorded.alarms()).toContain('RECONCILIATION_FAILED');
  });

  it('fails at once when HBS refuses, and waits and asks again when HBS is unavailable', async () => {
    fakeHbs.records = some(1);
    let asked = 0;
    fakeHbs.answer = (page) => {
      asked += 1;
      if (page.request.CDRForwarded === false) {
        return Promise.resolve(answeredReply('{"StatusCode":{"Code":"017"}}', 401));
      }
      return Promise.resolve(asked < 3 ? answeredReply('<html>', 503) : answeredReply(fakeHbs.pageOf(page)));
    };
    const { platform } = await startCdr();
    await eventually(async () => expect((await marks()).map(({ kind }) => kind)).toEqual(['sweep']));
    expect(await runs()).toMatchObject([
      { kind: 'unforwarded', state: 'failed', failure: { code: 'HBS_REFUSED' } },
      { kind: 'sweep', state: 'done' },
    ]);
    expect(platform.recorded.alarms()).toContain('RECONCILIATION_DELAYED');
    expect(await count('record')).toBe(1);
  });

  /** What is longer than this does not fit into a message of the broker. */
  const upTo = (most: number): void => {
    fakeHbs.answer = (asked) => {
      const page = fakeHbs.pageOf(asked);
      return Promise.resolve(page.length > most ? failedReply('too-large') : answeredReply(page));
    };
  };
  const withSignature = (length: number): string =>
    JSON.stringify(
      aCdr({ SessionID: randomUUID(), SignedMeteringValues: [{ SignedMeteringValue: 'x'.repeat(length) }] }),
    );

  it('asks for smaller pages where one is too large, and for larger ones behind it, and loses nothing', async () => {
    fakeHbs.records = [
      ...some(130),
      ...Array.from({ length: 20 }, () => withSignature(20_000)),
      ...some(200),
    ];
    upTo(120_000);
    const { platform } = await startCdr();
    await eventually(async () => expect(await marks()).toHaveLength(2), 30_000);
    expect(await runs()).toMatchObject([{ state: 'done' }, { state: 'done' }]);
    expect([await count('record'), await count('unreadable')]).toEqual([350, 0]);
    const sizes = fakeHbs.asked.map(({ size }) => size);
    expect(sizes.slice(0, 6)).toEqual([2_000, 1_000, 500, 250, 125, 125]);
    expect(sizes).toContain(5);
    // Not one by one to the end, and no received page twice.
    expect(fakeHbs.asked.length).toBeLessThan(2 * 40);
    expect(platform.recorded.alarms()).not.toContain('RECONCILIATION_DELAYED');
  });

  it('resumes at its page and its size after a restart', async () => {
    fakeHbs.records = Array.from({ length: 12 }, () => withSignature(20_000));
    upTo(120_000);
    const answer = fakeHbs.answer;
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    fakeHbs.answer = async (asked) => {
      if (asked.page === 1 && asked.size === 5 && fakeHbs.asked.filter(({ page }) => page === 1).length === 1)
        await released;
      return answer(asked);
    };
    const { application } = await startCdr();
    await eventually(() => expect(fakeHbs.asked.at(-1)).toMatchObject({ page: 1, size: 5 }));
    await application.close();
    replicas = [];
    release();
    fakeHbs.asked.length = 0;
    await startCdr();
    await eventually(async () => expect(await marks()).toHaveLength(2), 30_000);
    expect(fakeHbs.asked[0]).toMatchObject({ page: 1, size: 5 });
    expect(await count('record')).toBe(12);
  });

  it('fails where a single record is too large, moves no mark, and fetches everything else', async () => {
    const huge = withSignature(200_000);
    fakeHbs.records = [...some(3), huge, ...some(6)];
    upTo(120_000);
    const { application, platform } = await startCdr();
    await eventually(async () =>
      expect(await runs()).toMatchObject([
        { kind: 'unforwarded', state: 'failed', failure: { code: 'RECORDS_TOO_LARGE' } },
        { kind: 'sweep', state: 'failed', failure: { code: 'RECORDS_TOO_LARGE' } },
      ]),
    );
    expect(await count('record')).toBe(9);
    expect(await marks()).toEqual([]);
    expect(platform.recorded.alarms()).toEqual(
      expect.arrayContaining(['CDR_TOO_LARGE', 'RECONCILIATION_FAILED']),
    );
    expect(platform.recorded.lines).toContainEqual(
      expect.objectContaining({ code: 'CDR_TOO_LARGE', place: 3 }),
    );
    // Once it is gone from there, the next one succeeds.
    fakeHbs.records = fakeHbs.records.filter((each) => each !== huge);
    const rpc: RpcClient<SuiteMessages> = application.get(RpcClient);
    const to = new Date().toISOString();
    const { runs: ordered } = await rpc.call('cdr.backfill', { from: '2026-01-01T00:00:00Z', to });
    await eventually(async () =>
      expect(await rpc.call('cdr.get-run', { id: ordered[0]?.id ?? '' })).toMatchObject({
        runState: 'succeeded',
      }),
    );
  });

  it('gives up where every record is too large, and does not count on for ever', async () => {
    fakeHbs.answer = () => Promise.resolve(failedReply('too-large'));
    await startCdr();
    await eventually(async () =>
      expect(await runs()).toMatchObject([
        { state: 'failed', failure: { code: 'RECORDS_TOO_LARGE' } },
        { state: 'failed', failure: { code: 'RECORDS_TOO_LARGE' } },
      ]),
    );
    expect(fakeHbs.asked.length).toBeLessThan(2 * 40);
  });

  it('does not pile up runs where each takes longer than the interval', async () => {
    await startCdr({ CDR_RECONCILE_INTERVAL: 'PT0.001S' });
    await eventually(() => expect(fakeHbs.asked.length).toBeGreaterThan(12), 30_000);
    const open = (await runs()).filter(({ state }) => state === 'waiting' || state === 'running');
    expect(open.length).toBeLessThanOrEqual(2);
  });

  it('reads a year in windows of at most 89 days, without a gap, when somebody asks for it', async () => {
    const { application } = await startCdr();
    await eventually(async () => expect(await marks()).toHaveLength(2));
    const before = await marks();
    fakeHbs.asked.length = 0;
    const rpc: RpcClient<SuiteMessages> = application.get(RpcClient);
    const to = new Date();
    const from = new Date(to.valueOf() - 365 * DAY_MS);
    const { runs: ordered } = await rpc.call('cdr.backfill', {
      from: from.toISOString(),
      to: to.toISOString(),
    });
    expect(ordered).toMatchObject([{ kind: 'backfill', providerId: 'DE-EMP', state: 'waiting' }]);
    const id = ordered[0]?.id ?? '';
    await eventually(async () =>
      expect(await rpc.call('cdr.get-run', { id })).toMatchObject({
        state: 'done',
        runState: 'succeeded',
      } satisfies Partial<CdrRun>),
    );
    const windows = fakeHbs.asked.map(({ request }) => [
      request.From?.epochMs ?? 0,
      request.To?.epochMs ?? 0,
    ]);
    expect(windows).toHaveLength(5);
    expect(windows[0]?.[0]).toBe(from.valueOf());
    expect(windows.at(-1)?.[1]).toBe(to.valueOf());
    for (const [index, [start = 0, end = 0]] of windows.entries()) {
      expect(end - start).toBeLessThanOrEqual(89 * DAY_MS);
      expect(windows[index + 1]?.[0] ?? end).toBe(end);
    }
    expect(await marks()).toEqual(before);
    await expect(
      rpc.call('cdr.backfill', { from: to.toISOString(), to: from.toISOString() }),
    ).rejects.toMatchObject({ code: 'RANGE_INVALID' });
  });

  it('resumes at its page when the leader falls out in the middle, and two replicas never both read', async () => {
    fakeHbs.records = some(250);
    fakeHbs.mostPerPage = 100;
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    fakeHbs.answer = async (asked) => {
      if (asked.page === 1 && fakeHbs.asked.length === 2) await released;
      return answeredReply(fakeHbs.pageOf(asked));
    };
    await Promise.all([startCdr(), startCdr()]);
    await eventually(() => expect(fakeHbs.asked.map(({ page }) => page)).toEqual([0, 1]), 30_000);
    expect(await marks()).toEqual([]);
    // The leader loses the lease as if it had been silent: what it still holds must not be written.
    await stored.query(
      `update cdr.lease set fence = fence + 1, lease_until = '-infinity' where job = 'cdr-reconciliation'`,
    );
    release();
    await eventually(async () => expect(await marks()).toHaveLength(2), 40_000);
    const unforwarded = fakeHbs.asked.filter(({ request }) => request.CDRForwarded === false);
    expect(unforwarded.map(({ page }) => page)).toEqual([0, 1, 1, 2]);
    expect(await count('record')).toBe(250);
  });
});
