import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ComparisonSettings } from '#suite';
import { evseIdKey } from '#oicp';
import { loadSettings } from '#platform';
import type { SessionPower } from '../findings/session-power.js';
import { timelineOf } from '../queries/timeline.js';
import { factKinds, type Fact, type FactKind, type FactSays } from './fact.js';
import { baseStateOf, viewOf } from './view-of.js';
import { factTable, nextState, rankOf, stateOrder } from './session-table.js';

const ID = '5b9d4b6c-6f0e-4b0e-9d3b-2f6d3d1f0a11';
const NOON = Date.parse('2026-03-01T12:00:00Z');

function aFact(kind: FactKind, minutes = 0, says: FactSays = {}, key = `${kind}@${minutes}`): Fact {
  const at = NOON + minutes * 60_000;
  return { kind, key, at, receivedAt: at, source: 'CPO', says };
}

const [limits] = loadSettings([ComparisonSettings], {});
const state = (...facts: Fact[]): string => viewOf(ID, facts).state;

const anyFact = fc
  .record({
    kind: fc.constantFrom(...factKinds),
    minutes: fc.integer({ min: -5, max: 5 }),
    attempt: fc.constantFrom('one', 'two'),
    energyKwh: fc.option(fc.constantFrom('1', '2.5', '10'), { nil: undefined }),
    evseId: fc.option(fc.constantFrom('DE*ABC*E1', 'DE*ABC*E2'), { nil: undefined }),
    uid: fc.option(fc.constantFrom('04A1B2C3', '0B0B0B0B'), { nil: undefined }),
    startedAt: fc.option(fc.constantFrom('1970-01-01T00:00:00Z', '2026-03-01T11:50:00Z'), { nil: undefined }),
    reasonCode: fc.option(fc.constantFrom('REFUSED_602', 'NO_ANSWER'), { nil: undefined }),
  })
  .map(({ kind, minutes, ...says }) => aFact(kind, minutes, says, JSON.stringify([kind, minutes, says])));

/** Facts, and the same facts in another order, some of them told several times. */
const twoTellings = fc.array(anyFact, { maxLength: 12 }).chain((facts) =>
  fc.tuple(
    fc.constant(facts),
    fc.array(fc.nat({ max: Math.max(0, facts.length - 1) }), { maxLength: 6 }).chain((again) =>
      fc.shuffledSubarray([...facts, ...again.flatMap((index) => facts[index] ?? [])], {
        minLength: facts.length + again.filter((index) => facts[index]).length,
      }),
    ),
  ),
);

describe('what becomes of a session', () => {
  it('depends on the set of facts, not on their order nor on how often each is reported', () => {
    fc.assert(
      fc.property(twoTellings, ([facts, retold]) => {
        expect(viewOf(ID, retold)).toEqual(viewOf(ID, facts));
      }),
      { numRuns: 500 },
    );
  });

  it('never goes backwards, whatever arrives after whatever', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 15 }), (facts) => {
        const ranks = facts.map((_, index) => rankOf(baseStateOf(facts.slice(0, index + 1))));
        for (const [index, rank] of ranks.entries())
          expect(rank).toBeGreaterThanOrEqual(ranks[index - 1] ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  it('is ended for good: nothing that is reported later makes it anything else', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 10 }), (facts) => {
        expect(state(aFact('recorded', 0, { energyKwh: '7' }), ...facts)).toBe('ended');
      }),
    );
  });

  it('has a row and a column for everything: each fact leaves or keeps each state, never for one that says less', () => {
    for (const from of stateOrder)
      for (const kind of factKinds)
        expect(rankOf(nextState(from, kind))).toBeGreaterThanOrEqual(rankOf(from));
    const proved = new Set(factKinds.map((kind) => factTable[kind].proves));
    for (const each of stateOrder) expect(proved).toContain(each);
  });

  it.each<[string, FactKind[]]>([
    ['requested', ['start-requested']],
    ['pending', ['start-requested', 'start-accepted']],
    ['failed', ['start-requested', 'start-refused']],
    ['failed', ['start-requested', 'start-not-sent']],
    ['UNKNOWN', ['start-requested', 'start-unanswered']],
    ['active', ['start-requested', 'start-unanswered', 'charging-started']],
    ['pending', ['authorized', 'charging-disturbed']],
    ['active', ['authorized', 'charging', 'charging-started']],
    ['ended', ['authorized', 'charging-ended', 'charging']],
    ['ended', ['charging-broke-off']],
    ['expired', ['authorized', 'charging', 'silent']],
    ['ended', ['authorized', 'silent', 'recorded']],
    ['pending', ['notified']],
  ])('is %s after %j', (expected, kinds) => {
    expect(state(...kinds.map((kind, index) => aFact(kind, index)))).toBe(expected);
  });

  describe('while it is being stopped', () => {
    const active = [aFact('start-accepted', 0), aFact('charging-started', 1)];
    const stop = (kind: FactKind, minutes: number, attempt = 'one'): Fact =>
      aFact(kind, minutes, { attempt }, `${kind} ${attempt}`);

    it('is stopping until the stop is refused or could not be sent', () => {
      expect(state(...active, stop('stop-requested', 2))).toBe('stopping');
      expect(state(...active, stop('stop-requested', 2), stop('stop-accepted', 3))).toBe('stopping');
      expect(state(...active, stop('stop-requested', 2), stop('stop-unanswered', 3))).toBe('stopping');
      expect(state(...active, stop('stop-requested', 2), stop('stop-too-late', 3))).toBe('stopping');
      expect(state(...active, stop('stop-requested', 2), stop('stop-refused', 3))).toBe('active');
      expect(state(...active, stop('stop-requested', 2), stop('stop-not-sent', 3))).toBe('active');
    });

    it('shows the state beneath when the stop is refused, not one that nobody reported', () => {
      const pending = [aFact('authorized'), stop('stop-requested', 2), stop('stop-refused', 3)];
      expect(state(...pending)).toBe('pending');
    });

    it('is stopping by a second stop after a first that was refused', () => {
      const both = [stop('stop-requested', 2), stop('stop-refused', 3), stop('stop-requested', 4, 'two')];
      expect(state(...active, ...both)).toBe('stopping');
    });

    it('ends as any other', () => {
      expect(state(...active, stop('stop-requested', 2), aFact('charging-ended', 3))).toBe('ended');
    });
  });

  it('takes its energy from the record, before it from the latest by event time', () => {
    const told = [
      aFact('charging', 10, { energyKwh: '4' }),
      aFact('charging', 5, { energyKwh: '2' }),
      aFact('charging-started', 0, {}),
    ];
    expect(viewOf(ID, told).energyKwh).toBe('4');
    const ended = [...told, aFact('charging-ended', 20, { energyKwh: '7.1' })];
    expect(viewOf(ID, ended).energyKwh).toBe('7.1');
    expect(viewOf(ID, [...ended, aFact('recorded', 1, { energyKwh: '7.123' })]).energyKwh).toBe('7.123');
  });

  it('knows who started it from our own word, and says so even if that comes last', () => {
    const told = [aFact('recorded', 5, { evcoId: 'DE-EMP-C00000000-0', sessionId: 'X' })];
    expect(viewOf(ID, told).startedBy).toBe('other');
    const all = [...told, aFact('authorized', 9, { startedBy: 'card', evcoId: 'DE-EMP-C12345678-X' })];
    expect(viewOf(ID, all)).toMatchObject({ startedBy: 'card', evcoId: 'DE-EMP-C12345678-X' });
  });

  it('gives the reason of its state, and none once the record is there', () => {
    const ended = aFact('charging-ended', 1, { reasonCode: 'CHARGING_ENDED', reason: 'Over.' });
    expect(viewOf(ID, [ended])).toMatchObject({ reasonCode: 'CHARGING_ENDED', reason: 'Over.' });
    expect(viewOf(ID, [ended, aFact('recorded', 2)])).not.toHaveProperty('reasonCode');
    const refused = aFact('stop-refused', 4, { reasonCode: 'STOP_REFUSED_602', attempt: 'one' });
    expect(
      viewOf(ID, [aFact('charging', 1), aFact('stop-requested', 3, { attempt: 'one' }), refused]),
    ).toMatchObject({ state: 'active', reasonCode: 'STOP_REFUSED_602' });
  });

  it('shows what an app asked for, whatever its partners report, and when the first stop was accepted', () => {
    const requested = aFact('start-requested', 0, { evseId: 'DE*ABC*E1', startedBy: 'app' });
    const others = [
      aFact('charging-started', 1, { evseId: 'DE*ABC*E2' }),
      aFact('recorded', 60, { evseId: 'DE*ABC*E3' }),
    ];
    const stops = [7, 5].map((minute) => aFact('stop-accepted', minute, { attempt: String(minute) }));
    expect(viewOf(ID, [...stops, ...others, requested])).toMatchObject({
      requestedAt: '2026-03-01T12:00:00.000Z',
      requestedEvseId: 'DE*ABC*E1',
      stopAcceptedAt: '2026-03-01T12:05:00.000Z',
    });
    for (const member of ['requestedAt', 'requestedEvseId', 'stopAcceptedAt'])
      expect(viewOf(ID, others)).not.toHaveProperty(member);
  });

  describe('of which others report something else than we decided', () => {
    const swiped = {
      startedBy: 'card',
      uid: '04A1B2C3',
      evcoId: 'DE-EMP-C12345678-X',
      evseId: 'DE*ABC*E1',
    } as const;
    const authorized = aFact('authorized', 0, swiped);
    const codes = (...facts: Fact[]): readonly string[] | undefined =>
      viewOf(ID, facts).findings?.map(({ code }) => code);

    it.each<[string, FactSays, string]>([
      ['card', { uid: '0B0B0B0B' }, 'other-card'],
      ['contract', { evcoId: 'DE-EMP-C87654321-X' }, 'other-contract'],
      ['EVSE', { evseId: 'DE*ABC*E2' }, 'other-evse'],
    ])('keeps its own %s, and says so, whichever comes first', (_, says, code) => {
      for (const kind of ['charging-started', 'recorded'] as const) {
        const reported = aFact(kind, 1, says);
        expect(codes(authorized, reported)).toEqual([code]);
        expect(viewOf(ID, [reported, authorized])).toEqual(viewOf(ID, [authorized, reported]));
        expect(viewOf(ID, [authorized, reported])).toMatchObject(swiped);
        const entry = timelineOf([authorized, reported]).at(-1);
        expect(entry?.findings).toEqual([
          expect.objectContaining({ code, comparedWith: expect.any(String) }),
        ]);
        expect(JSON.stringify(entry)).not.toMatch(/0B0B0B0B|C87654321/);
      }
    });

    it('takes another way to write the same for the same', () => {
      const reported = aFact('charging', 1, {
        uid: '04:a1:b2:c3',
        evcoId: 'deempc12345678',
        evseId: 'DEABCE1',
      });
      expect(codes(authorized, reported)).toBeUndefined();
    });

    it('takes the EVSE that is reported where we named none', () => {
      const { evseId: _, ...elsewhere } = swiped;
      const facts = [
        aFact('authorized', 0, elsewhere),
        aFact('charging-started', 1, { evseId: 'DE*ABC*E2' }),
      ];
      expect(viewOf(ID, facts)).toMatchObject({ evseId: 'DE*ABC*E2' });
      expect(viewOf(ID, [...facts, aFact('recorded', 2, { evseId: 'DE*ABC*E1' })]).evseId).toBe('DE*ABC*E1');
      expect(codes(...facts)).toBeUndefined();
    });

    it('has no card where an app started it', () => {
      const asked = { startedBy: 'app', evcoId: 'DE-EMP-C12345678-X', evseId: 'DE*ABC*E1' } as const;
      const facts = [aFact('start-requested', 0, asked), aFact('recorded', 9, { uid: '0B0B0B0B' })];
      expect(viewOf(ID, facts)).not.toHaveProperty('uid');
      expect(codes(...facts)).toEqual(['other-card']);
    });

    it('compares nothing with a session that we know nothing of', () => {
      const facts = [aFact('charging', 1, { uid: '04A1B2C3' }), aFact('recorded', 2, { uid: '0B0B0B0B' })];
      expect(codes(...facts)).toBeUndefined();
    });

    it('says each finding once, what breaks the protocol only in the timeline', () => {
      const findings = [
        { code: 'unknown-session', message: '' },
        { code: 'wrong-form', message: '' },
        { code: 'other-card', message: 'by cdr' },
      ];
      const recorded = aFact('recorded', 2, { uid: '0B0B0B0B', findings });
      expect(codes(authorized, aFact('charging', 1, { uid: '0B0B0B0B' }), recorded)).toEqual(['other-card']);
      expect(
        timelineOf([authorized, recorded])
          .at(-1)
          ?.findings?.map(({ code }) => code),
      ).toEqual(['unknown-session', 'other-card', 'wrong-form']);
    });
  });

  describe('of which more energy is reported than time allows', () => {
    const since = '2026-03-01T12:00:00Z';
    const codesAt = (power: SessionPower | null, ...facts: Fact[]): readonly string[] | undefined =>
      viewOf(ID, facts, { limits, power }).findings?.map(({ code }) => code);
    const codes = (...facts: Fact[]): readonly string[] | undefined => codesAt(null, ...facts);
    const asked = (state: SessionPower['state'], power?: SessionPower['power']): SessionPower => ({
      evseKey: evseIdKey('DE*ABC*E1'),
      state,
      power,
      attempts: 0,
    });
    const progress = (energyKwh: string, evseId = 'DE*ABC*E1'): Fact =>
      aFact('charging', 10, { startedAt: since, evseId, energyKwh });

    it.each<[string, SessionPower | null, Fact, boolean]>([
      [
        '500 kWh in ten minutes at 3,500 kW and a megawatt plug',
        asked('known', { maxPowerKw: 3_500, hasMegawattPlug: true }),
        progress('500'),
        false,
      ],
      [
        '740 kWh in ten minutes at a megawatt plug',
        asked('known', { hasMegawattPlug: true }),
        progress('740'),
        true,
      ],
      [
        '10 kWh in ten minutes at 22 kW',
        asked('known', { maxPowerKw: 22, hasMegawattPlug: false }),
        progress('10'),
        true,
      ],
      [
        '3 kWh in ten minutes at 22 kW',
        asked('known', { maxPowerKw: 22, hasMegawattPlug: false }),
        progress('3'),
        false,
      ],
      [
        '10 kWh in ten minutes at another EVSE than the one of 22 kW',
        asked('known', { maxPowerKw: 22, hasMegawattPlug: false }),
        progress('10', 'DE*ABC*E2'),
        false,
      ],
      ['500 kWh in ten minutes before the power was asked for', asked('pending'), progress('500'), false],
      ['500 kWh in ten minutes without an answer', asked('unanswered'), progress('500'), true],
      [
        '500 kWh in ten minutes at an EVSE that the replica does not have',
        asked('unknown'),
        progress('500'),
        true,
      ],
      ['150 kWh in ten minutes without an answer', asked('unanswered'), progress('150'), false],
    ])('compares %s', (_, power, fact, isFound) => {
      expect(codesAt(power, fact)).toEqual(isFound ? ['energy-exceeds-power'] : undefined);
    });

    it('says how much it was, as of a charge detail record', () => {
      const [found] = viewOf(ID, [progress('600')], { limits, power: null }).findings ?? [];
      expect(found).toEqual({
        code: 'energy-exceeds-power',
        message: 'More energy than can flow in this time: 600 kWh in 10 min, on average 3600 kW.',
        comparedWith: '1000 kW, the limit of an EVSE whose power is not known',
      });
    });

    it.each<[string, Fact[]]>([
      ['600 kWh in ten minutes', [aFact('charging', 10, { startedAt: since, energyKwh: '600' })]],
      ['25.6 kWh in no time', [aFact('charging', 0, { startedAt: since, energyKwh: '25.6' })]],
      [
        '600 kWh at an end that names no start',
        [
          aFact('charging-started', 0, { startedAt: since }),
          aFact('charging-ended', 10, { energyKwh: '600' }),
        ],
      ],
    ])('says so of %s', (_, facts) => {
      expect(codes(...facts)).toEqual(['energy-exceeds-power']);
      expect(codes(...facts.toReversed())).toEqual(['energy-exceeds-power']);
    });

    it.each<[string, Fact[]]>([
      ['60 kWh in ten minutes', [aFact('charging', 10, { startedAt: since, energyKwh: '60' })]],
      ['nothing in no time', [aFact('charging', 0, { startedAt: since, energyKwh: '0' })]],
      ['energy since nobody knows when', [aFact('charging', 0, { energyKwh: '600' })]],
      ['energy of a record', [aFact('recorded', 10, { startedAt: since, energyKwh: '600' })]],
    ])('says nothing of %s', (_, facts) => {
      expect(codes(...facts)).toBeUndefined();
    });
  });

  describe('of which charging is said to have begun before we authorised it', () => {
    const authorized = aFact('authorized', 0);
    const started = (minutes: number, more: object = {}): Fact => {
      const chargingStart = new Date(NOON + minutes * 60_000).toISOString();
      return aFact('charging-started', 1, { startedAt: chargingStart, times: { chargingStart }, ...more });
    };
    const view = (...facts: Fact[]): ReturnType<typeof viewOf> => viewOf(ID, facts, { limits, power: null });

    it('says so, and did not start then', () => {
      const { findings, startedAt } = view(authorized, started(-6));
      expect(findings).toEqual([
        {
          code: 'charging-before-authorisation',
          message: 'Charging began before we authorised it: ChargingStart is 2026-03-01T11:54:00.000Z.',
          comparedWith: 'the session as authorised at 2026-03-01T12:00:00.000Z',
        },
      ]);
      expect(startedAt).toBe('2026-03-01T12:00:00.000Z');
    });

    it('shows the start of another report', () => {
      const later = aFact('charging', 4, { startedAt: '2026-03-01T12:02:00Z' });
      expect(view(later, started(-60), authorized).startedAt).toBe('2026-03-01T12:02:00Z');
    });

    it('takes a clock that is five minutes off, and a cable that was first', () => {
      expect(view(authorized, started(-5))).not.toHaveProperty('findings');
      const sessionStart = '2026-03-01T10:00:00Z';
      const cableFirst = started(1, { startedAt: sessionStart, times: { sessionStart } });
      expect(view(authorized, cableFirst)).not.toHaveProperty('findings');
      expect(view(authorized, cableFirst).startedAt).toBe(sessionStart);
    });
  });

  it('has a finding where the card of one authorisation charges at the EVSE of another', () => {
    const facts = [
      aFact('authorized', 0, { uid: '04A1B2C3', evseId: 'DE*ABC*E1' }, 'one'),
      aFact('authorized', 1, { uid: '0B0B0B0B', evseId: 'DE*ABC*E2' }, 'two'),
      aFact('charging-started', 2, { uid: '04A1B2C3', evseId: 'DE*ABC*E2' }),
    ];
    expect(viewOf(ID, facts).findings?.map(({ code }) => code)).toEqual(['other-evse']);
  });

  it('says which findings are those of a conflicting record', () => {
    const findings = [{ code: 'negative-energy', message: 'ConsumedEnergy is -1 kWh.' }];
    const facts = [aFact('recorded', 5), aFact('record-conflicted', 6, { findings })];
    expect(viewOf(ID, facts).findings).toEqual([
      {
        code: 'negative-energy',
        message: 'In the conflicting record received at 2026-03-01T12:06:00.000Z: ConsumedEnergy is -1 kWh.',
      },
    ]);
    const both = [aFact('recorded', 7, { findings }), facts[1] ?? aFact('silent')];
    expect(viewOf(ID, both).findings).toEqual(findings);
  });

  it('shows no time that cannot be, also of facts that earlier releases stored', () => {
    const recorded = aFact('recorded', 5, {
      startedAt: '1970-01-01T00:00:00Z',
      endedAt: '2099-01-01T00:00:00Z',
    });
    expect(viewOf(ID, [recorded])).not.toHaveProperty('startedAt');
    expect(viewOf(ID, [recorded])).not.toHaveProperty('endedAt');
    const notified = aFact('charging-started', 0, { startedAt: '2026-03-01T12:00:00Z' });
    expect(viewOf(ID, [recorded, notified]).startedAt).toBe('2026-03-01T12:00:00Z');
  });
});
