import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CdrSummary, SessionWithTimeline } from '#suite';
import { eventually } from '../../support/eventually.js';
import { SessionSuite } from '../../support/remote-session/session-suite.js';

const SAME_CHARGE = {
  code: 'same-charge',
  message: 'The same charge as that of another session',
  comparedWith: 'session 00000000-0000-4000-8000-000000000007',
};
const UNKNOWN = { code: 'unknown-session', message: 'We neither authorised nor started this session' };

type Seen = Pick<CdrSummary, 'sessionId'> & Partial<CdrSummary>;
const aRecord = (sessionId: string, update: Partial<CdrSummary> = {}): Seen => ({
  sessionId,
  sessionEnd: '2026-09-23T17:20:00+02:00',
  consumedEnergyKwh: '10',
  ...update,
});

describe('a session whose charge detail record is compared again, over a real broker', () => {
  let suite: SessionSuite;
  beforeAll(async () => {
    suite = await SessionSuite.create();
    await suite.startRemoteSession();
    await suite.startRemoteSession();
  });
  afterAll(() => suite.stop());

  const codesOf = (findings: SessionWithTimeline['findings'] = []): readonly string[] =>
    findings.map(({ code }) => code);
  const shows = (sessionId: string, codes: readonly string[]): Promise<SessionWithTimeline> =>
    suite.untilFound(sessionId, ({ findings, timeline }) => {
      expect(codesOf(findings)).toEqual(codes);
      expect(timeline.map(({ what }) => what)).toEqual(['recorded']);
      expect(codesOf(timeline[0]?.findings)).toEqual(codes);
    });

  it('shows a finding that arises after its record, and no longer when it ceases', async () => {
    const sessionId = crypto.randomUUID();
    await suite.publishRecordVersion('cdr.received', aRecord(sessionId));
    const { id } = await shows(sessionId, []);
    await suite.publishRecordVersion('cdr.updated', aRecord(sessionId, { findings: [SAME_CHARGE] }));
    await shows(sessionId, ['same-charge']);
    await eventually(() => {
      const closed = suite.events.published.filter(
        ({ subject, type }) => subject === id && type === 'session.closed',
      );
      expect(closed.map(({ data }) => codesOf(data.findings))).toContainEqual(['same-charge']);
    });
    await suite.publishRecordVersion('cdr.updated', aRecord(sessionId));
    await shows(sessionId, []);
  });

  it('takes the contract of the decision that its record is found to belong to', async () => {
    const sessionId = crypto.randomUUID();
    await suite.publishRecordVersion('cdr.received', aRecord(sessionId, { findings: [UNKNOWN] }));
    await suite.untilFound(sessionId, (session) => expect(session).not.toHaveProperty('evcoId'));
    await suite.publishRecordVersion('cdr.updated', aRecord(sessionId, { evcoId: 'DE-EMP-C12345678-X' }));
    await suite.untilFound(sessionId, ({ evcoId, timeline }) => {
      expect(evcoId).toBe('DE-EMP-C12345678-X');
      expect(timeline[0]).not.toHaveProperty('findings');
    });
  });

  it('shows its record as it was seen last, in whatever order and however often it was published', async () => {
    const seen: readonly (readonly [
      type: 'cdr.received' | 'cdr.updated',
      findings: CdrSummary['findings'],
    ])[] = [
      ['cdr.received', [UNKNOWN]],
      ['cdr.updated', []],
      ['cdr.updated', [SAME_CHARGE]],
    ];
    for (const order of [
      [2, 1, 0],
      [1, 2, 0, 1],
      [0, 2, 2, 1, 0],
    ]) {
      const sessionId = crypto.randomUUID();
      for (const index of order) {
        const [type, findings] = seen[index] ?? (['cdr.received', []] as const);
        await suite.publishRecordVersion(type, aRecord(sessionId, { findings }), 1_000 + index);
      }
      expect(codesOf((await shows(sessionId, ['same-charge'])).findings)).toHaveLength(1);
      // Nothing that is still under way has been overtaken by it.
      await suite.publishRecordVersion('cdr.updated', aRecord(sessionId, { findings: [] }), 1_500);
      await shows(sessionId, []);
    }
  });

  it('keeps what is known of its record when another one bills something else', async () => {
    const sessionId = crypto.randomUUID();
    await suite.publishRecordVersion('cdr.received', aRecord(sessionId));
    await suite.publishRecordVersion('cdr.updated', aRecord(sessionId, { findings: [SAME_CHARGE] }));
    await shows(sessionId, ['same-charge']);
    await suite.publishConflict(aRecord(sessionId), { consumedEnergyKwh: '11' });
    await suite.untilFound(sessionId, ({ findings, timeline }) => {
      expect(timeline.map(({ what }) => what).toSorted()).toEqual(['record-conflicted', 'recorded']);
      expect(codesOf(findings)).toEqual(['same-charge']);
    });
  });
});
