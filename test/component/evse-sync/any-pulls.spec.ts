import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { evseSyncDatabase } from '../../../apps/evse-sync/src/database.js';
import { evseDataRecord, evseIdKey } from '#oicp';
import { createDataSource } from '#persistence';
import { createDatabase, databaseSettings, type TestDatabase } from '../../support/database.js';
import { testEnvironment } from '../../support/environment.js';
import { aPage, aRecord, type WireEvseRecord } from '../../support/network/wire-records.js';
import { PullHarness, type AnswerPage, type Crash } from '../../support/network/pull-harness.js';

/** What goes wrong with one page of a pull. */
type Fault =
  | 'none'
  | 'server error'
  | 'HTML'
  | 'refusal'
  | 'empty'
  | 'cut off'
  | 'the page before again'
  | 'records in another order'
  | 'a record twice'
  | 'an unreadable record'
  | 'other totals'
  | 'no totals'
  | 'says it is the last'
  | 'says it is not the last';

interface Change {
  readonly id: number;
  /** Version of the record from now on; `undefined`: the charging point is deleted. */
  readonly version: number | undefined;
}

interface Pull {
  readonly mode: 'full' | 'delta';
  readonly faults: readonly Fault[];
  /** Changes of the network, and so of its totals, while HBS answers the page of their index. */
  readonly meanwhile: readonly (readonly Change[])[];
  readonly crash: Crash | undefined;
}

const change: fc.Arbitrary<Change> = fc.record({
  id: fc.integer({ min: 1, max: 9 }),
  version: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined, freq: 2 }),
});
const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  ...(['none', 'none', 'none', 'server error', 'HTML', 'refusal', 'empty', 'cut off'] as const),
  ...(['the page before again', 'records in another order', 'a record twice'] as const),
  ...(['an unreadable record', 'other totals', 'no totals'] as const),
  ...(['says it is the last', 'says it is not the last'] as const),
);
const crash: fc.Arbitrary<Crash> = fc.record({
  page: fc.integer({ min: 0, max: 2 }),
  when: fc.constantFrom<Crash['when'][]>(
    'before it is fetched',
    'before it is committed',
    'after it is committed',
  ),
});
const pull: fc.Arbitrary<Pull> = fc.record({
  mode: fc.constantFrom('full' as const, 'delta' as const),
  faults: fc.array(fault, { maxLength: 4 }),
  meanwhile: fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 3 }),
  crash: fc.option(crash, { nil: undefined }),
});
const faultless = (mode: Pull['mode']): Pull => ({ mode, faults: [], meanwhile: [], crash: undefined });

interface Story {
  /** Minutes that Hubject’s clock is ahead of ours. */
  readonly skew: number;
  readonly first: readonly Change[];
  readonly steps: readonly {
    readonly changes: readonly Change[];
    readonly hours: number;
    readonly pull: Pull;
  }[];
}
const storyOf = (pulls: fc.Arbitrary<Pull>): fc.Arbitrary<Story> =>
  fc.record({
    skew: fc.double({ min: -4.9, max: 4.9, noNaN: true }),
    first: fc.array(change, { minLength: 1, maxLength: 9 }),
    steps: fc.array(
      fc.record({
        changes: fc.array(change, { maxLength: 4 }),
        hours: fc.constantFrom(0, 1),
        pull: pulls,
      }),
      { maxLength: 3 },
    ),
  });

/** The network as HBS has it, with the clock of HBS that dates its changes. */
class Network {
  private readonly records = new Map<string, WireEvseRecord>();
  private readonly changedAt = new Map<string, number>();

  constructor(private readonly skewMs: number) {
    this.apply({ id: 0, version: 1 });
  }

  /** One charging point always stays: an answer without any would be withheld. */
  apply({ id, version }: Change): void {
    if (version === undefined && id === 0) return;
    const evseId = `DE*ABC*E${id}`;
    if (version === undefined && !this.records.delete(evseId)) return;
    if (version !== undefined)
      this.records.set(evseId, aRecord(evseId, { ChargingStationID: `v${version}` }));
    this.changedAt.set(evseId, Date.now() + this.skewMs);
  }

  age(hours: number): void {
    for (const [id, at] of this.changedAt) this.changedAt.set(id, at - hours * 3_600_000);
  }

  /** The records of an answer: all, or the current state of those changed since a moment. */
  answering(lastCall: Date | undefined): readonly WireEvseRecord[] {
    if (!lastCall) return [...this.records.values()];
    const changed = [...this.changedAt].filter(([, at]) => at >= lastCall.getTime()).map(([id]) => id);
    return changed.map((id) => {
      const record = this.records.get(id);
      return record
        ? Object.assign({}, record, { deltaType: 'update' })
        : aRecord(id, { deltaType: 'delete' });
    });
  }

  /** A replica after one full pull. */
  get truth(): ReadonlyMap<string, unknown> {
    return new Map(
      [...this.records].map(([id, record]) => {
        const { deltaType: _, ...parsed } = evseDataRecord.readValue(record).value;
        return [evseIdKey(id), JSON.parse(JSON.stringify(parsed)) as unknown];
      }),
    );
  }
}

function answering(network: Network, { faults, meanwhile }: Pull): AnswerPage {
  return (page, lastCall) => {
    for (const each of meanwhile[page.number] ?? []) network.apply(each);
    const records = network.answering(lastCall);
    const exact = aPage(records, page);
    const own = records.slice(page.number * page.size, (page.number + 1) * page.size);
    switch (faults[page.number] ?? 'none') {
      case 'none':
        return exact;
      case 'server error':
        return { status: 500, body: '{"StatusCode":{"Code":"001"}}' };
      case 'HTML':
        return { status: 502, body: '<html><body>Bad Gateway</body></html>' };
      case 'refusal':
        return { status: 400, body: '{"StatusCode":{"Code":"022","Description":"Data error"}}' };
      case 'cut off':
        return { status: 200, body: exact.body.slice(0, exact.body.length / 2) };
      case 'empty':
        return aPage(records, page, { content: [], numberOfElements: 0, empty: true });
      case 'the page before again':
        return aPage(records, { ...page, number: Math.max(0, page.number - 1) }, { number: page.number });
      case 'records in another order':
        return aPage(records.toReversed(), page);
      case 'a record twice':
        return aPage(records, page, { content: [...own, ...own.slice(0, 1)] });
      case 'an unreadable record':
        return aPage(records, page, { content: [...own.slice(1), { EvseID: null }, 7, null] });
      case 'other totals':
        return aPage(records, page, { totalElements: records.length + 3, totalPages: 1 });
      case 'no totals':
        return aPage(records, page, { totalElements: null, totalPages: null });
      case 'says it is the last':
        return aPage(records, page, { last: true });
      case 'says it is not the last':
        return aPage(records, page, { last: false });
    }
  };
}

describe('after any sequence of pulls, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let source: DataSource;
  let harness: PullHarness;
  beforeAll(async () => {
    database = await createDatabase();
    await database.connect(evseSyncDatabase);
    // Directly to the server: nothing is cut here, and the proxy costs a third of the time.
    const { port } = new URL(testEnvironment('TEST_DATABASE_URL'));
    const settings = databaseSettings(database.settings.DATABASE_URL, { port });
    source = await createDataSource(evseSyncDatabase, settings, 'test').initialize();
    harness = await PullHarness.on(source);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  async function replay({ first, steps }: Story, network: Network): Promise<void> {
    await harness.empty();
    for (const each of first) network.apply(each);
    await harness.pull('full', answering(network, faultless('full')));
    for (const step of steps) {
      for (const each of step.changes) network.apply(each);
      await harness.age(step.hours);
      network.age(step.hours);
      await harness.pull(step.pull.mode, answering(network, step.pull), step.pull.crash);
      // No faulty pull ever empties it.
      expect((await harness.replica()).size).toBeGreaterThan(0);
    }
  }

  it('one faultless full pull leaves the replica as it leaves an empty one', async () => {
    await fc.assert(
      fc.asyncProperty(storyOf(pull), async (story) => {
        const network = new Network(story.skew * 60_000);
        await replay(story, network);
        await harness.pull('full', answering(network, faultless('full')));
        expect(await harness.replica()).toEqual(network.truth);
      }),
      { numRuns: 300 },
    );
  }, 300_000);

  it('a complete full pull and one faultless delta leave it as a full pull does, whatever went wrong between', async () => {
    const deltas = pull.filter(({ mode }) => mode === 'delta');
    await fc.assert(
      fc.asyncProperty(storyOf(deltas), fc.array(change, { maxLength: 4 }), async (story, last) => {
        const network = new Network(story.skew * 60_000);
        await replay(story, network);
        for (const each of last) network.apply(each);
        await harness.pull('delta', answering(network, faultless('delta')));
        expect(await harness.replica()).toEqual(network.truth);
      }),
      { numRuns: 100 },
    );
  }, 300_000);
});
