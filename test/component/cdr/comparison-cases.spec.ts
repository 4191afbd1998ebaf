import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cdrComparisons, type CdrFinding } from '#suite';
import { aSwipe } from '../../support/charges.js';
import { comparisonCases } from '../../support/comparison-cases/comparison-cases.js';
import { ComparisonSuite } from '../../support/comparison-suite.js';
import { eventually } from '../../support/eventually.js';

const orders = ['before its session', 'after its session'] as const;

/** What was found by comparison: alone, in a list, and in what was published last. */
type Found = Readonly<Record<'detail' | 'list' | 'published', readonly string[]>>;

const codesOf = (findings: readonly CdrFinding[] = []): readonly string[] =>
  [...new Set(findings.map(({ code }) => code).filter((code) => code in cdrComparisons))].sort();

describe('a charge detail record, received before and after its session is known', () => {
  let suite: ComparisonSuite;
  const found = new Map<string, Found>();
  beforeAll(async () => {
    suite = await ComparisonSuite.create();
    await suite.startEvseSync({});
    await suite.start();
    await suite.start();
    const tried = comparisonCases.flatMap(([name, make]) =>
      orders.map((order) => {
        const swipe = aSwipe();
        return { name: `${name} ${order}`, order, swipe, ...make(swipe) };
      }),
    );
    const eventsOf = (wanted: (typeof orders)[number]): (typeof tried)[number]['known'] =>
      tried.filter(({ order }) => order === wanted).flatMap(({ known }) => known);
    const records = tried.flatMap((each) => each.records);
    await suite.publish(eventsOf('after its session'));
    for (const record of records) await suite.enqueue(record);
    await eventually(async () => {
      const rows = 'select sum(forwarded)::integer as count from cdr.record';
      expect(await suite.tables.query<unknown[]>(rows)).toEqual([{ count: records.length }]);
    });
    await suite.publish(eventsOf('before its session'));
    await suite.untilCompared();
    const listed = await suite.listed();
    for (const { name, swipe } of tried) {
      const { sessionId, findings } = await suite.detail(swipe.sessionId);
      const published = suite.dataOf(swipe.sessionId).findLast(({ type }) => type !== 'cdr.conflicted');
      found.set(name, {
        detail: codesOf(findings),
        list: codesOf(listed.get(sessionId)),
        published: codesOf(published?.data.findings),
      });
    }
  }, 60_000);
  afterAll(async () => {
    const alarms = suite.alarms();
    await suite.end();
    expect(alarms).not.toContain('CDR_NOT_COMPARED');
  });

  it.each(comparisonCases)('%s', (name, _, codes) => {
    for (const order of orders)
      expect([order, found.get(`${name} ${order}`)]).toEqual([
        order,
        { detail: codes, list: codes, published: codes },
      ]);
  });
});
