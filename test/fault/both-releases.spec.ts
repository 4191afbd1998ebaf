import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { cdrDatabase } from '../../apps/cdr/src/database.js';
import { aCdr } from '../support/cdr.js';
import { createDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { FakeHbsCdrs, startFakeHbsCdrs } from '../support/fake-hbs-cdrs.js';
import { answeredReply } from '../support/hbs-replies.js';
import { EvseSyncSuite, NO_SCHEDULE } from '../support/network/evse-sync-suite.js';
import { aTariff, tariffsOf } from '../support/network/wire-prices.js';
import { aPage, aRecord } from '../support/network/wire-records.js';
import { startServiceProcess } from '../support/service-process.js';
import { createVirtualHost } from '../support/virtual-host.js';

/** A folder with a build of the release before, such as a `git worktree` of it after `npm run build`. */
const before = process.env['RELEASE_BEFORE'] ?? '';
const isBuilt = existsSync(join(before, 'dist', 'apps'));
const describeBoth = isBuilt ? describe : describe.skip;
const why = isBuilt ? '' : ' (skipped: RELEASE_BEFORE names no folder with a build of the release before)';

/** Enough for the lease of a killed process to expire, for a start, and for a few pages. */
const TURN_MS = 60_000;
const PAGE_MS = 150;
const PAGES_A_TURN = 4;
/** The folder of this release, for a process of it. */
const THIS = undefined;

describeBoth(`processes of this release and the one before, each killed in the middle of a run${why}`, () => {
  /** Lets the releases lead in turn, each until it has asked for a few pages; then SIGKILL. */
  async function leadInTurn(
    folders: readonly (string | undefined)[],
    name: string,
    settings: Readonly<Record<string, string>>,
    asked: readonly unknown[],
  ): Promise<void> {
    for (const folder of folders) {
      const life = await startServiceProcess(name, settings, folder);
      const enough = asked.length + PAGES_A_TURN;
      await eventually(() => expect(asked.length).toBeGreaterThanOrEqual(enough), TURN_MS);
      life.child.kill('SIGKILL');
      await life.ended;
    }
  }

  it('neither lose nor repeat a page of a pull, and hand on a pull of prices', async () => {
    const suite = await EvseSyncSuite.create();
    suite.hbs.records = Array.from({ length: 400 }, (_, index) =>
      aRecord(`DE*ABC*E${1_000 + index}`, { OperatorID: 'DE*ABC' }),
    );
    suite.hbs.answerPage = async (page) => {
      await sleep(PAGE_MS);
      return aPage(suite.hbs.records, page);
    };
    let answerPrices = (): void => {};
    const priced = new Promise<void>((resolve) => (answerPrices = resolve));
    suite.hbs.answerPrices = async (operation) => {
      await priced;
      const body =
        operation === 'products'
          ? { PricingProductData: [tariffsOf('DE*ABC', [aTariff('AC')])] }
          : { EVSEPricing: [] };
      return { status: 200, body: JSON.stringify(body) };
    };
    const settings = {
      ...NO_SCHEDULE,
      RABBITMQ_URL: suite.host.settings.RABBITMQ_URL,
      DATABASE_URL: suite.database.settings.DATABASE_URL,
      SYNC_PAGE_SIZE: '10',
    };
    await leadInTurn([before, THIS], 'evse-sync', settings, suite.hbs.asked);
    // As the release before queues it, now that there are operators.
    await suite.source.query(`update evse.pricing_pull set state = 'waiting', ordered_at = now()`);
    await leadInTurn([before, THIS], 'evse-sync', settings, suite.hbs.asked);
    answerPrices();
    const last = await startServiceProcess('evse-sync', settings);
    const run = await eventually(async () => suite.firstPull(), TURN_MS);
    expect(run).toMatchObject({
      state: 'succeeded',
      reasons: [],
      counts: { pages: 40, records: 400, inserted: 400 },
    });
    expect((await suite.rpc.call('sync.runs', { limit: 10, kind: 'evse-data' })).items).toHaveLength(1);
    expect(await suite.source.query('select count(*)::int as count from evse.evse')).toEqual([
      { count: 400 },
    ]);
    await eventually(async () => {
      const { items } = await suite.rpc.call('sync.pricing-runs', { limit: 10 });
      expect(items).toMatchObject([{ state: 'succeeded', counts: { operators: 1 } }]);
    }, TURN_MS);
    await last.stop();
    await suite.close();
  }, 600_000);

  it('neither lose nor repeat a page of a reconciliation', async () => {
    const [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    const stored = await database.connect(cdrDatabase);
    const fakeHbs = new FakeHbsCdrs();
    fakeHbs.records = Array.from({ length: 300 }, () => JSON.stringify(aCdr({ SessionID: randomUUID() })));
    fakeHbs.mostPerPage = 10;
    fakeHbs.answer = async (asked) => {
      await sleep(PAGE_MS);
      return answeredReply(fakeHbs.pageOf(asked));
    };
    const far = await startFakeHbsCdrs(host, fakeHbs);
    const settings = {
      RABBITMQ_URL: host.settings.RABBITMQ_URL,
      DATABASE_URL: database.settings.DATABASE_URL,
      EMP_PROVIDER_IDS: 'DE-EMP',
      CDR_RECONCILE_INTERVAL: 'P1D',
    };
    await leadInTurn([before, THIS, before, THIS], 'cdr', settings, fakeHbs.asked);
    const last = await startServiceProcess('cdr', settings);
    await eventually(async () => {
      const runs = await stored.query<unknown[]>(
        'select kind, state, records, added, failure from cdr.run order by created_at, kind desc',
      );
      expect(runs).toEqual([
        { kind: 'unforwarded', state: 'done', records: 300, added: 300, failure: null },
        { kind: 'sweep', state: 'done', records: 300, added: 0, failure: null },
      ]);
    }, TURN_MS);
    expect(await stored.query('select count(*)::int as count from cdr.record')).toEqual([{ count: 300 }]);
    expect(await stored.query('select count(*)::int as count from cdr.mark')).toEqual([{ count: 2 }]);
    await last.stop();
    await far.close();
    await Promise.all([host.drop(), database.drop()]);
  }, 600_000);
});
