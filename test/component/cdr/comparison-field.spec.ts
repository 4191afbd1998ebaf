import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCdr } from '../../support/cdr.js';
import { aDecision } from '../../support/charges.js';
import { ComparisonSuite } from '../../support/comparison-suite.js';
import { eventually } from '../../support/eventually.js';
import { hasTestData, needsTestData, testData } from '../../../libs/oicp/test/test-data.js';

describe(`what was tried with records of the field${needsTestData}`, () => {
  interface FieldCase {
    readonly input:
      { readonly payload: ReturnType<typeof aCdr> } | { readonly payload: ReturnType<typeof aCdr> }[];
  }
  let suite: ComparisonSuite;
  beforeAll(async () => {
    if (!hasTestData) return;
    suite = await ComparisonSuite.create();
    await suite.startEvseSync({});
    await suite.start();
  });
  afterAll(async () => {
    if (hasTestData) await suite.end();
  });
  const fieldCase = (name: string): FieldCase => testData('field', `${name}.json`) as FieldCase;
  const payloads = (name: string): readonly ReturnType<typeof aCdr>[] =>
    [fieldCase(name).input].flat().map(({ payload }) => payload);
  const ifData = hasTestData ? it : it.skip;

  ifData('a record of another card and EVSE than the session it names', async () => {
    const [cdr = aCdr()] = payloads('01-record-of-another-card');
    const swipe = { sessionId: cdr.SessionID, uid: '04A1B2C3D4E5F6', evseId: 'DE*ABC*E00001' };
    await suite.enqueue(cdr);
    await suite.events.publish('authorization.decided', aDecision(swipe, { at: '2026-11-27T09:10:00Z' }));
    const codes = ['charging-before-authorisation', 'other-card', 'other-evse'];
    await eventually(async () =>
      expect(await suite.codes(cdr.SessionID)).toEqual(expect.arrayContaining(codes)),
    );
    await eventually(() =>
      expect(suite.publishedOf(cdr.SessionID).at(-1)?.[1]).toEqual(expect.arrayContaining(codes)),
    );
  });

  ifData('more energy than the time allows', async () => {
    for (const cdr of payloads('02-energy-no-time-allows')) {
      await suite.enqueue(cdr);
      await eventually(() =>
        expect(suite.publishedOf(cdr.SessionID)[0]).toEqual([
          'cdr.received',
          expect.arrayContaining(['energy-exceeds-power']),
        ]),
      );
    }
  });

  ifData('one charge under two SessionIDs, and its card somewhere else', async () => {
    const [first = aCdr(), second = aCdr(), elsewhere = aCdr()] = payloads('04-one-charge-two-sessions');
    for (const cdr of [first, second, elsewhere]) await suite.enqueue(cdr);
    for (const { SessionID } of [first, second])
      await eventually(async () => {
        const { findings } = await suite.detail(SessionID);
        const named = findings.map(({ code, comparedWith }) => [code, comparedWith]);
        const other = SessionID === first.SessionID ? second : first;
        expect(named).toContainEqual(['same-charge', `session ${other.SessionID}`]);
        expect(named).toContainEqual(['card-in-two-charges', `session ${elsewhere.SessionID}`]);
      });
  });
});
