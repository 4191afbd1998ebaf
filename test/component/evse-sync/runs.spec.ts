import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SyncRunView } from '#suite';
import { eventually } from '../../support/eventually.js';
import { EvseSyncSuite, type RunningReplica } from '../../support/network/evse-sync-suite.js';
import { aPage, aRecord, type WireEvseRecord } from '../../support/network/wire-records.js';

const PAGED = { SYNC_PAGE_SIZE: '10' };

function records(count: number): WireEvseRecord[] {
  return Array.from({ length: count }, (_, index) => aRecord(`DE*ABC*E${100 + index}`));
}

describe('runs of pulls of EVSE records, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  let replica: RunningReplica;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
  });
  afterAll(() => suite.close());
  beforeEach(async () => {
    await suite.source.query(
      'truncate evse.evse, evse.evse_status, evse.sync_run, evse.sync_seen, evse.sync_missing, evse.quarantine',
    );
    suite.hbs.records = records(50);
    suite.hbs.answerPage = (page) => aPage(suite.hbs.records, page);
    suite.hbs.asked.splice(0);
    replica = await suite.start(PAGED);
  });
  afterEach(() => suite.stop(replica.application));

  const pagesAsked = (): readonly number[] => suite.hbs.asked.map(({ page }) => page);
  const keys = async (): Promise<number> =>
    (await suite.source.query<unknown[]>('select from evse.evse')).length;

  /** Delays the answer of one page until the function returned is called. */
  function holdPage(held: number): () => void {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    suite.hbs.answerPage = async (page) => {
      if (page.number === held) await released;
      return aPage(suite.hbs.records, page);
    };
    return release;
  }

  it('begin by themselves when the replica is empty, page by page, and are listed', async () => {
    const run = await suite.firstPull();
    expect(run).toMatchObject({
      kind: 'evse-data',
      mode: 'full',
      state: 'succeeded',
      requestedBy: 'schedule',
    });
    expect(run.counts).toMatchObject({
      pages: 5,
      totalPages: 5,
      records: 50,
      totalRecords: 50,
      inserted: 50,
    });
    expect(pagesAsked()).toEqual([0, 1, 2, 3, 4]);
    const { items } = await suite.rpc.call('sync.runs', { limit: 10 });
    expect(items).toEqual([run]);
  });

  it('stop when they are cancelled, and leave what they have written', async () => {
    const release = holdPage(3);
    const { id } = await eventually(async () => {
      const { items } = await suite.rpc.call('sync.runs', { limit: 1 });
      expect(items[0]?.counts.pages).toBe(3);
      return items[0]!;
    });
    const cancelled = await suite.rpc.call('sync.cancel-run', { id });
    expect(cancelled.state).toBe('cancelled');
    release();
    expect(await suite.ended(id)).toMatchObject({ state: 'cancelled', counts: { pages: 3, inserted: 30 } });
    expect(await keys()).toBe(30);
    await expect(suite.rpc.call('sync.cancel-run', { id })).resolves.toMatchObject({ state: 'cancelled' });
    const next = await suite.pull();
    expect(next).toMatchObject({ state: 'succeeded', counts: { inserted: 20, unchanged: 30 } });
    await expect(suite.rpc.call('sync.cancel-run', { id: next.id })).rejects.toMatchObject({
      code: 'RUN_OVER',
    });
  });

  it('are resumed at their page by another replica when the first one stops, one leader at a time', async () => {
    const release = holdPage(2);
    const other = await suite.start(PAGED);
    await eventually(async () => expect(await keys()).toBe(20));
    await suite.stop(replica.application);
    replica = other;
    release();
    const run = await suite.firstPull();
    expect(run).toMatchObject({ state: 'succeeded', counts: { pages: 5, records: 50, inserted: 50 } });
    expect(pagesAsked()).toEqual([0, 1, 2, 2, 3, 4]);
  });

  it('are resumed before another becomes due, however long ago they began', async () => {
    const release = holdPage(2);
    await eventually(async () => expect(await keys()).toBe(20));
    await suite.stop(replica.application);
    await suite.source.query(`update evse.sync_run set created_at = now() - interval '10 minutes'`);
    replica = await suite.start(PAGED);
    release();
    expect(await suite.firstPull()).toMatchObject({ state: 'succeeded', counts: { pages: 5 } });
    const { items } = await suite.rpc.call('sync.runs', { limit: 10, kind: 'evse-data' });
    expect(items).toHaveLength(1);
    expect(pagesAsked()).toEqual([0, 1, 2, 2, 3, 4]);
  });

  it('are resumed at their page after the database was unavailable', async () => {
    const release = holdPage(2);
    await eventually(() => expect(pagesAsked()).toContain(2));
    suite.database.network.close();
    release();
    await eventually(() => expect(replica.platform.recorded.alarms()).toContain('DATABASE_AWAY'));
    suite.database.network.open();
    const run = await suite.firstPull();
    expect(run).toMatchObject({ state: 'succeeded', counts: { records: 50, inserted: 50, repeated: 0 } });
    expect(await keys()).toBe(50);
  });

  it('are resumed after the broker was unavailable', async () => {
    const release = holdPage(2);
    await eventually(() => expect(pagesAsked()).toContain(2));
    suite.host.network.cut();
    release();
    const run = await eventually(() => suite.firstPull());
    expect(run).toMatchObject({ state: 'succeeded', counts: { records: 50, inserted: 50 } });
  });

  describe('after the first full pull', () => {
    beforeEach(async () => {
      expect((await suite.firstPull()).state).toBe('succeeded');
      suite.published.events.splice(0);
    });

    const reasonsOf = ({ reasons }: SyncRunView): readonly string[] => reasons.map(({ code }) => code);

    it('delete charging points that have left the network, and publish it', async () => {
      suite.hbs.records = suite.hbs.records.slice(3);
      const run = await suite.pull();
      expect(run).toMatchObject({ state: 'succeeded', counts: { deleted: 3, unchanged: 47 } });
      const line = replica.platform.recorded.lines.find(({ runId }) => runId === run.id);
      expect(line).toMatchObject({ mode: 'full', counts: run.counts });
      await eventually(() => {
        const event = suite.published.events.find(({ type }) => type === 'evse.deleted');
        const evses = event?.data['evses'] as { evseId: string }[];
        expect(evses.map(({ evseId }) => evseId)).toEqual(['DE*ABC*E100', 'DE*ABC*E101', 'DE*ABC*E102']);
        expect(event).toMatchObject({ subject: 'evses', source: '/evse-sync' });
      });
    });

    it('delete nothing when it would be too much, report it, and delete it on request', async () => {
      suite.hbs.records = suite.hbs.records.slice(21);
      const withheld = await suite.pull();
      expect(reasonsOf(withheld)).toEqual(['DELETION_WITHHELD']);
      expect(await keys()).toBe(50);
      const alarm = replica.platform.recorded.lines.find(({ code }) => code === 'SYNC_DELETION_WITHHELD');
      expect(alarm).toMatchObject({ runId: withheld.id, kind: 'evse-data', mode: 'full' });
      expect(await suite.pull('full', 1)).toMatchObject({ counts: { deleted: 21 }, reasons: [] });
      expect(await keys()).toBe(29);
    });

    it('delete nothing after an answer without any charging point', async () => {
      suite.hbs.records = [];
      expect(reasonsOf(await suite.pull())).toEqual(['DELETION_WITHHELD']);
      expect(await keys()).toBe(50);
    });

    it('delete nothing when a page could not be fetched, and report which', async () => {
      suite.hbs.records = suite.hbs.records.slice(3);
      suite.hbs.answerPage = (page) =>
        page.number === 1 ? { status: 500, body: 'oops' } : aPage(suite.hbs.records, page);
      const run = await suite.pull();
      expect(run.state).toBe('failed');
      expect(run.reasons[0]).toMatchObject({
        code: 'PAGE_LOST',
        message: expect.stringMatching(/^page 1 could not be fetched/),
      });
      expect(run.counts).toMatchObject({ pages: 4, deleted: 0 });
      expect(await keys()).toBe(50);
      expect(replica.platform.recorded.alarms()).toEqual(expect.arrayContaining(['SYNC_RUN_FAILED']));
    });

    /** Removes a charging point from a page that has been read: the first record of each later page moves past the pull. */
    function loseWhileAt(page: number, evseId: string): void {
      const before = suite.hbs.answerPage;
      suite.hbs.answerPage = (wanted, request) => {
        if (wanted.number === page)
          suite.hbs.records = suite.hbs.records.filter(({ EvseID }) => EvseID !== evseId);
        return before(wanted, request);
      };
    }

    const ids = async (): Promise<readonly string[]> => {
      const rows = await suite.source.query<{ evse_id: string }[]>(
        'select evse_id from evse.evse order by 1',
      );
      return rows.map(({ evse_id }) => evse_id);
    };

    const secondLook = (): Promise<SyncRunView> =>
      eventually(async () => {
        const { items } = await suite.rpc.call('sync.runs', { limit: 1 });
        expect(items[0]).toMatchObject({ requestedBy: 'second-look', state: 'succeeded' });
        return items[0]!;
      });

    it('delete only what a second look misses as well when the network shrinks during the pull', async () => {
      suite.hbs.records = suite.hbs.records.slice(1);
      loseWhileAt(2, 'DE*ABC*E105');
      const run = await suite.pull();
      expect(run).toMatchObject({
        state: 'succeeded',
        counts: { records: 48, deleted: 0, totalRecords: 48 },
      });
      expect(reasonsOf(run)).toEqual(['TOTALS_CHANGED']);
      // The record that moved past the pull is still stored, and so are the two that were removed.
      expect(await secondLook()).toMatchObject({ mode: 'full', reasons: [], counts: { deleted: 2 } });
      expect(await ids()).toEqual(suite.hbs.records.map(({ EvseID }) => EvseID));
      expect((await suite.rpc.call('sync.runs', { limit: 10 })).items).toHaveLength(3);
    });

    it('look twice and no more at a network that changes all the time, and are complete then', async () => {
      let added = 200;
      suite.hbs.answerPage = (page) => {
        const all = suite.hbs.records.slice(page.number === 1 ? 1 : 0);
        suite.hbs.records = page.number === 3 ? [aRecord(`DE*ABC*E${(added += 1)}`), ...all] : all;
        return aPage(suite.hbs.records, page);
      };
      suite.hbs.records = suite.hbs.records.slice(5);
      const run = await suite.pull();
      expect(reasonsOf(run)).toContain('TOTALS_CHANGED');
      expect(reasonsOf(await secondLook())).toContain('TOTALS_CHANGED');
      const here = await ids();
      for (const { EvseID } of suite.hbs.records.slice(1)) expect(here).toContain(EvseID);
      for (const gone of [0, 1, 2, 3, 4]) expect(here).not.toContain(`DE*ABC*E${100 + gone}`);
      suite.hbs.answerPage = (page) => aPage([], page);
      expect(await suite.pull('delta')).toMatchObject({ state: 'succeeded', reasons: [] });
      const { LastCall } = suite.hbs.asked.at(-1)!.request;
      expect(LastCall?.epochMs).toBe(Date.parse(run.startedAt!) - 300_000);
      expect((await suite.rpc.call('sync.runs', { limit: 10 })).items).toHaveLength(4);
    });

    it('of a delta whose pages overlap do not advance the watermark, although the totals are steady', async () => {
      const [before] = (await suite.rpc.call('sync.runs', { limit: 1 })).items;
      const changed = Array.from({ length: 20 }, (_, index) =>
        aRecord(`DE*ABC*E${100 + index}`, { deltaType: 'update', ChargingStationID: 'other' }),
      );
      // The last page begins one record too early: one is in two pages, and one is in none.
      suite.hbs.answerPage = (page) =>
        aPage(page.number === 1 ? [...changed.slice(0, 10), ...changed.slice(9, 19)] : changed, page);
      const overlapping = await suite.pull('delta');
      expect(reasonsOf(overlapping)).toEqual(['EVSE_ID_REPEATED', 'RECORDS_MOVED']);
      suite.hbs.answerPage = (page) => aPage(changed, page);
      expect(await suite.pull('delta')).toMatchObject({ counts: { updated: 1 }, reasons: [] });
      const { LastCall } = suite.hbs.asked.at(-1)!.request;
      expect(LastCall?.epochMs).toBe(Date.parse(before!.startedAt!) - 300_000);
    });

    it('fail at the first page when HBS does not know the partner', async () => {
      const refusal = { StatusCode: { Code: '017', Description: 'Unauthorized Access' } };
      suite.hbs.answerPage = () => ({ status: 401, body: JSON.stringify(refusal) });
      const run = await suite.pull();
      expect(run).toMatchObject({ state: 'failed', reasons: [{ code: 'HBS_IDENTITY_ERROR' }] });
      expect(suite.hbs.asked).toHaveLength(6);
    });

    it('quarantine records without a readable EvseID, use the last record of a repeated one, and continue', async () => {
      const odd = [
        { EvseID: null, OperatorID: 'DE*ABC' },
        7,
        aRecord('DE*ABC*E1\u0000x', { OperatorName: 'half \uD800 a character' }),
        aRecord('de*abc*e100', { ChargingStationID: 'the last' }),
        aRecord(`DE*ABC*E${'1'.repeat(400)}`),
      ];
      suite.hbs.records = [...suite.hbs.records, ...(odd as WireEvseRecord[])];
      const run = await suite.pull();
      expect(run).toMatchObject({ state: 'succeeded', counts: { quarantined: 3, repeated: 1, inserted: 1 } });
      expect(reasonsOf(run)).toEqual(['EVSE_ID_REPEATED', 'RECORDS_MOVED']);
      const { items } = await suite.rpc.call('sync.quarantine', { limit: 10, runId: run.id });
      expect(items.map(({ raw, page, position }) => [raw.slice(0, 20), page, position])).toEqual([
        [JSON.stringify(odd[4]).slice(0, 20), 5, 4],
        ['7', 5, 1],
        ['{"EvseID":null,"Oper', 5, 0],
      ]);
      for (const { reasons } of items) expect(reasons[0]).toMatchObject({ code: 'EVSE_ID_UNREADABLE' });
      // It writes the first of the two again before the last.
      await secondLook();
      const view = await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E100' });
      expect(view).toMatchObject({ evseId: 'de*abc*e100', record: { ChargingStationID: 'the last' } });
    });

    it('of a delta request what changed since five minutes before the last complete pull', async () => {
      const [before] = (await suite.rpc.call('sync.runs', { limit: 1 })).items;
      const gone = aRecord('DE*ABC*E100', { deltaType: 'delete' });
      const changed = aRecord('DE*ABC*E101', { deltaType: 'update', ChargingStationID: 'other' });
      suite.hbs.answerPage = (page) => aPage([gone, changed], page);
      const run = await suite.pull('delta');
      expect(run).toMatchObject({ mode: 'delta', counts: { deleted: 1, updated: 1 }, reasons: [] });
      const { LastCall } = suite.hbs.asked.at(-1)!.request;
      expect(LastCall?.epochMs).toBe(Date.parse(before!.startedAt!) - 300_000);
      expect(await suite.rpc.call('evse.get', { evseId: 'DE*ABC*E101' })).toMatchObject({
        record: expect.not.objectContaining({ deltaType: expect.anything() }),
      });
      await expect(suite.rpc.call('evse.get', { evseId: 'DE*ABC*E100' })).rejects.toMatchObject({
        code: 'EVSE_UNKNOWN',
      });
    });
  });

  it('refuse a delta before the first complete pull', async () => {
    suite.hbs.answerPage = () => ({ status: 403, body: '<html>' });
    expect(await suite.firstPull()).toMatchObject({
      state: 'failed',
      reasons: [{ code: 'HBS_NOT_WHITELISTED' }],
    });
    await expect(suite.pull('delta')).rejects.toMatchObject({ code: 'SYNC_NO_WATERMARK' });
  });
});

describe('a replica of a part of the network, on a real PostgreSQL and RabbitMQ', () => {
  let suite: EvseSyncSuite;
  beforeAll(async () => {
    suite = await EvseSyncSuite.create();
  });
  afterAll(() => suite.close());

  it('requests its operators, stores only theirs from a delta, and sweeps no others', async () => {
    const other = (evseId: string): WireEvseRecord => aRecord(evseId, { OperatorID: 'DE*XYZ' });
    suite.hbs.records = [aRecord('DE*ABC*E1'), aRecord('DE*ABC*E2'), other('DE*XYZ*E1')];
    const whole = await suite.start();
    expect((await suite.firstPull()).counts.inserted).toBe(3);
    await suite.stop(whole.application);

    await suite.start({ SYNC_OPERATOR_IDS: 'DEABC' });
    suite.hbs.records = [aRecord('DE*ABC*E1')];
    expect(await suite.pull()).toMatchObject({ counts: { deleted: 1, unchanged: 1 }, reasons: [] });
    expect(suite.hbs.asked.at(-1)!.request.OperatorIds).toEqual(['DEABC']);
    await expect(suite.rpc.call('evse.get', { evseId: 'DE*XYZ*E1' })).resolves.toBeDefined();

    suite.hbs.records = [aRecord('DE*ABC*E3'), other('DE*XYZ*E2'), other('DE*ABC*E1')];
    expect(await suite.pull('delta')).toMatchObject({ counts: { inserted: 1, deleted: 1 } });
    expect(suite.hbs.asked.at(-1)!.request.OperatorIds).toBeUndefined();
    const { items } = await suite.rpc.call('evse.search', { limit: 10 });
    expect(items.map(({ evseId }) => evseId)).toEqual(['DE*ABC*E3', 'DE*XYZ*E1']);
  });
});
