import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EvsePower } from '#suite';
import { anEvse, aSwipe, cdrOf, aDecision } from '../../support/charges.js';
import { ComparisonSuite } from '../../support/comparison-suite.js';
import { eventually } from '../../support/eventually.js';

describe('the energy of a record and the power of its EVSE, while evse-sync comes and goes', () => {
  let suite: ComparisonSuite;
  const [evseId, megawatt] = [anEvse(), anEvse()];
  const powers: Record<string, Omit<EvsePower, 'evseId'>> = {
    [evseId]: { maxPowerKw: 22, hasMegawattPlug: false },
    [megawatt]: { hasMegawattPlug: true },
  };
  const lasting = (ChargingEnd: string, ConsumedEnergy: number): object => ({
    ChargingEnd,
    ConsumedEnergy,
    MeterValueEnd: 100.5 + ConsumedEnergy,
  });
  beforeAll(async () => {
    suite = await ComparisonSuite.create();
    await suite.start();
  });
  afterAll(() => suite.end());

  it('is held against a fixed limit without evse-sync, and against the EVSE once it answers', async () => {
    const [plausible, slow, fast] = [aSwipe(), { ...aSwipe(), evseId }, { ...aSwipe(), evseId: megawatt }];
    await suite.enqueue(cdrOf(plausible));
    await suite.enqueue(cdrOf(slow, lasting('2026-09-23T16:45:00+02:00', 25)));
    await suite.enqueue(cdrOf(fast, lasting('2026-09-23T16:25:00+02:00', 600)));
    await suite.untilFound(slow.sessionId, ['unknown-session']);
    await suite.untilFound(fast.sessionId, ['energy-exceeds-power', 'unknown-session']);
    const waiting = (): Promise<{ sessionKey: string }[]> =>
      suite.tables.query(
        'select unnest(session_keys) as "sessionKey" from cdr.comparison where attempts > 0',
      );
    await eventually(async () =>
      expect((await waiting()).map(({ sessionKey }) => sessionKey).toSorted()).toEqual(
        [plausible, slow, fast].map(({ sessionId }) => sessionId).toSorted(),
      ),
    );
    await suite.startEvseSync(powers);
    // Time passes: what waits for evse-sync is due.
    await suite.stopReplicas();
    await suite.tables.query('update cdr.comparison set due_at = now()');
    await suite.start();
    await suite.untilFound(slow.sessionId, ['energy-exceeds-power', 'unknown-session']);
    await suite.untilFound(fast.sessionId, ['unknown-session']);
    await suite.untilCompared();
    // Only the EVSE that the replica does not know yet is asked for again.
    expect(await waiting()).toEqual([{ sessionKey: plausible.sessionId }]);
    expect(suite.publishedOf(plausible.sessionId)).toEqual([['cdr.received', ['unknown-session']]]);
    const { findings } = await suite.detail(slow.sessionId);
    expect(findings).toContainEqual(
      expect.objectContaining({ comparedWith: `22 kW, the power of EVSE ${evseId}` }),
    );
  });

  it('is compared again when the replica has come to know the EVSE, and not for ever until then', async () => {
    const swipe = aSwipe();
    const due = (): Promise<{ attempts: number; isLater: boolean }[]> =>
      suite.tables.query(
        `select attempts, due_at > now() + interval '5 min' as "isLater" from cdr.comparison
         where session_keys @> array[$1]`,
        [swipe.sessionId],
      );
    await suite.enqueue(cdrOf(swipe, lasting('2026-09-23T16:45:00+02:00', 25)));
    await suite.untilFound(swipe.sessionId, ['unknown-session']);
    await eventually(async () => expect(await due()).toEqual([{ attempts: 6, isLater: true }]));
    // What becomes known of its session asks for no more.
    await suite.events.publish('authorization.decided', aDecision(swipe));
    await suite.untilFound(swipe.sessionId, []);
    await suite.untilCompared();
    expect(await due()).toEqual([{ attempts: 6, isLater: true }]);
    await suite.stopReplicas();
    await suite.tables.query('update cdr.comparison set due_at = now()');
    await suite.start();
    await eventually(async () => expect(await due()).toEqual([{ attempts: 7, isLater: true }]));
    powers[swipe.evseId] = { maxPowerKw: 22, hasMegawattPlug: false };
    await suite.stopReplicas();
    await suite.tables.query('update cdr.comparison set due_at = now()');
    await suite.start();
    await suite.untilFound(swipe.sessionId, ['energy-exceeds-power']);
    await suite.untilCompared();
    expect(await due()).toEqual([]);
    await suite.tables.query('update cdr.comparison set due_at = now(), attempts = 30');
    await eventually(async () =>
      expect(await suite.tables.query<unknown[]>('select from cdr.comparison')).toEqual([]),
    );
  });

  it('that only the meter says is held against the power of its EVSE too', async () => {
    const swipe = { ...aSwipe(), evseId };
    const cdr = cdrOf(swipe, {
      ConsumedEnergy: null,
      ChargingEnd: '2026-09-23T16:45:00+02:00',
      MeterValueEnd: 125.5,
    });
    await suite.enqueue(cdr);
    await eventually(async () =>
      expect(await suite.codes(swipe.sessionId)).toContain('energy-exceeds-power'),
    );
    expect(await suite.detail(swipe.sessionId)).toMatchObject({ meteredEnergyKwh: '25' });
  });
});
