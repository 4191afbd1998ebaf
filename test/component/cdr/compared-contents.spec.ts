import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDecision, aSwipe, aUid, cdrOf } from '../../support/charges.js';
import { ComparisonSuite } from '../../support/comparison-suite.js';
import { eventually } from '../../support/eventually.js';

describe('a conflict of a record', () => {
  let suite: ComparisonSuite;
  beforeAll(async () => {
    suite = await ComparisonSuite.create();
    await suite.startEvseSync({});
    await suite.start();
  });
  afterAll(() => suite.end());

  it('that names our card and another one is shown with the finding that its event had', async () => {
    const swipe = aSwipe();
    await suite.publish([['authorization.decided', aDecision(swipe)]]);
    await suite.enqueue(cdrOf(swipe));
    await suite.untilFound(swipe.sessionId, []);
    const RFIDMifareFamilyIdentification = { UID: swipe.uid };
    const RFIDIdentification = { UID: aUid(), RFID: 'mifareCls' };
    await suite.enqueue(
      cdrOf(swipe, { Identification: { RFIDMifareFamilyIdentification, RFIDIdentification } }),
    );
    const event = await eventually(() => {
      const found = suite.dataOf(swipe.sessionId).find(({ type }) => type === 'cdr.conflicted');
      if (!found) throw new Error('no conflict yet');
      return found.data as unknown as { other: { findings: readonly { code: string }[] } };
    });
    const { conflicts } = await suite.detail(swipe.sessionId);
    expect(event.other.findings.map(({ code }) => code)).toContain('other-card');
    expect(conflicts.map(({ summary }) => summary.findings)).toEqual([event.other.findings]);
  });
});
