import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aFact, ID } from '../../test/facts.js';
import { factKinds, type Fact, type FactKind } from './fact.js';
import { baseStateOf, viewOf } from './view-of.js';
import { factTable, nextState, rankOf, stateOrder } from './session-table.js';

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

/** Facts, and the same facts in another order, some of them reported several times. */
const factsTwice = fc.array(anyFact, { maxLength: 12 }).chain((facts) =>
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
      fc.property(factsTwice, ([facts, retold]) => {
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

    it('ends like any other session', () => {
      expect(state(...active, stop('stop-requested', 2), aFact('charging-ended', 3))).toBe('ended');
    });
  });

  it('takes its energy from the record, before it from the latest by event time', () => {
    const reported = [
      aFact('charging', 10, { energyKwh: '4' }),
      aFact('charging', 5, { energyKwh: '2' }),
      aFact('charging-started', 0, {}),
    ];
    expect(viewOf(ID, reported).energyKwh).toBe('4');
    const ended = [...reported, aFact('charging-ended', 20, { energyKwh: '7.1' })];
    expect(viewOf(ID, ended).energyKwh).toBe('7.1');
    expect(viewOf(ID, [...ended, aFact('recorded', 1, { energyKwh: '7.123' })]).energyKwh).toBe('7.123');
  });

  it('knows who started it from our own word, and says so even if that comes last', () => {
    const reported = [aFact('recorded', 5, { evcoId: 'DE-EMP-C00000000-0', sessionId: 'X' })];
    expect(viewOf(ID, reported).startedBy).toBe('other');
    const all = [...reported, aFact('authorized', 9, { startedBy: 'card', evcoId: 'DE-EMP-C12345678-X' })];
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
