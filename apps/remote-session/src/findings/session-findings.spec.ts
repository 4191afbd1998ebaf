import { describe, expect, it } from '@jest/globals';
import { aFact, ID, limits, NOON } from '../../test/facts.js';
import { timelineOf } from '../queries/timeline.js';
import type { Fact, FactSays } from '../state/fact.js';
import { viewOf } from '../state/view-of.js';
import { sessionFindings } from './finding-codes.js';

describe('a session that others report otherwise than we decided', () => {
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
  ])('shows its own %s with a finding, in whatever order they are received', (_, says, code) => {
    for (const kind of ['charging-started', 'recorded'] as const) {
      const reported = aFact(kind, 1, says);
      expect(codes(authorized, reported)).toEqual([code]);
      expect(viewOf(ID, [reported, authorized])).toEqual(viewOf(ID, [authorized, reported]));
      expect(viewOf(ID, [authorized, reported])).toMatchObject(swiped);
      const entry = timelineOf([authorized, reported]).at(-1);
      expect(entry?.findings).toEqual([expect.objectContaining({ code, comparedWith: expect.any(String) })]);
      expect(JSON.stringify(entry)).not.toMatch(/0B0B0B0B|C87654321/);
    }
  });

  it.each<[string, FactSays, string[] | undefined]>([
    ['its card in both members', { uid: '04A1B2C3', furtherUids: ['04:a1:b2:c3'] }, undefined],
    ['another card beside it', { uid: '04A1B2C3', furtherUids: ['0B0B0B0B'] }, ['other-card']],
    [
      'another contract beside ours',
      { evcoId: swiped.evcoId, furtherEvcoIds: ['DE-EMP-C87654321-X'] },
      ['other-contract'],
    ],
    [
      'its contract as that of an app beside its card',
      { uid: '04A1B2C3', evcoId: 'deempc12345678' },
      undefined,
    ],
  ])('has a finding for what a notification names beside: %s', (_, says, found) => {
    expect(codes(authorized, aFact('charging-started', 1, says))).toEqual(found);
  });

  it('has a finding where a card charges beside our contract of an app', () => {
    const { uid: _, ...byApp } = swiped;
    const requested = aFact('start-requested', 0, { ...byApp, startedBy: 'app' });
    const charging = aFact('charging-started', 1, { uid: '0B0B0B0B', evcoId: swiped.evcoId });
    expect(codes(requested, charging)).toEqual(['other-card']);
  });

  it('says of a UID in the other order of its bytes that it is that card', () => {
    const charging = aFact('charging-started', 1, { uid: 'C3B2A104' });
    expect(viewOf(ID, [authorized, charging]).findings).toEqual([
      expect.objectContaining({
        code: 'other-card',
        message: expect.stringContaining('it is that card read in the other order of its bytes'),
      }),
    ]);
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
    const facts = [aFact('authorized', 0, elsewhere), aFact('charging-started', 1, { evseId: 'DE*ABC*E2' })];
    expect(viewOf(ID, facts)).toMatchObject({ evseId: 'DE*ABC*E2' });
    expect(codes(...facts)).toBeUndefined();
  });

  it.each<[string, Fact[]]>([
    ['that we authorised without an EVSE', [aFact('authorized', 0, { startedBy: 'card', uid: '04A1B2C3' })]],
    ['that nobody authorised', []],
  ])('keeps the EVSE that was reported first, and finds every other one, in a session %s', (_, own) => {
    for (const kind of ['charging-ended', 'recorded'] as const) {
      const first = aFact('charging-started', 1, { evseId: 'DE*ABC*E2' });
      const other = aFact(kind, 9, { evseId: 'DE*ABC*E1' });
      for (const facts of [
        [...own, first, other],
        [other, first, ...own],
      ]) {
        expect(viewOf(ID, facts).evseId).toBe('DE*ABC*E2');
        expect(viewOf(ID, facts).findings).toEqual([
          {
            code: 'other-evse',
            message: 'The EVSE is not the one that was reported first: it names DE*ABC*E1.',
            comparedWith: 'EVSE DE*ABC*E2, as reported for 2026-03-01T12:01:00.000Z',
          },
        ]);
      }
      expect(codes(...own, first, aFact(kind, 9, { evseId: 'deabce2' }))).toBeUndefined();
      expect(codes(...own, aFact('notified', 0, { evseId: 'EVSE' }), first)).toBeUndefined();
    }
  });

  it('names each value that was lost, also where a record could not be read, and nothing that was never sent', () => {
    const lost = (message: string, code = 'unreadable'): FactSays => ({ findings: [{ code, message }] });
    const facts = [
      aFact('charging', 1, lost('/ConsumedEnergyProgress: not a number: 1 kWh.')),
      aFact('charging', 2, lost('/ConsumedEnergyProgress: not a number: 2 kWh.')),
      aFact('charging-ended', 3, lost('/ConsumedEnergy: not a number.')),
      aFact('charging-ended', 4, lost('/ChargingEnd: it is absent.', 'missing')),
      aFact('recorded', 5, lost('It is not a number (/ConsumedEnergy).')),
    ];
    expect(viewOf(ID, facts).findings?.map(({ message }) => message)).toEqual([
      '/ConsumedEnergyProgress: not a number: 1 kWh.',
      '/ConsumedEnergy: not a number.',
    ]);
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

  it('names each member that a notification or a record gave twice: another card or energy may be meant', () => {
    const twice = (message: string): { code: string; message: string } => ({
      code: 'repeated-field',
      message,
    });
    const findings = [
      twice('/ConsumedEnergyProgress: it is given more than once.'),
      { code: 'wrong-form', message: '' },
      twice('/EvseID: it is given more than once.'),
    ];
    const again = [
      twice('/evseId: it is another spelling.'),
      twice('It is given more than once (/SessionEnd).'),
    ];
    const facts = [authorized, aFact('charging', 1, { findings }), aFact('recorded', 2, { findings: again })];
    expect(viewOf(ID, facts).findings).toEqual(expect.arrayContaining([findings[0], findings[2], again[1]]));
    expect(viewOf(ID, facts).findings).toHaveLength(3);
  });

  it('names a hundred members at most, and every other code', () => {
    const facts = Array.from({ length: 150 }, (_, index) =>
      aFact('charging', index, {
        findings: [{ code: 'repeated-field', message: `/Vendor${index}: it is given more than once.` }],
      }),
    );
    const other = aFact('charging', 200, { findings: [{ code: 'time-missing', message: '' }] });
    const { findings = [] } = viewOf(ID, [...facts, other]);
    expect(findings.filter(({ code }) => code === 'repeated-field')).toHaveLength(100);
    expect(findings).toContainEqual({ code: 'time-missing', message: '' });
  });

  it('is explained in docs/sessions.md: a member that is given twice', () => {
    expect(sessionFindings).toHaveProperty('repeated-field');
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
});

describe('a session that lasted for months by its notifications', () => {
  const reported = (minutes: number, kind: Fact['kind'], times: FactSays['times']): Fact =>
    aFact(kind, minutes, { times, startedAt: times?.chargingStart });
  const day = 24 * 60;
  const at = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();
  const codes = (...facts: Fact[]): readonly string[] | undefined =>
    viewOf(ID, facts, { limits, power: null }).findings?.map(({ code }) => code);

  it.each<[string, Fact[]]>([
    [
      'whose end names both times',
      [reported(0, 'charging-ended', { chargingStart: at(-200 * day), chargingEnd: at(0) })],
    ],
    [
      'that still charges',
      [reported(0, 'charging', { chargingStart: at(-200 * day), eventOccurred: at(0) })],
    ],
    [
      'whose start was reported by itself',
      [
        reported(-8 * day, 'charging-started', { chargingStart: at(-8 * day) }),
        reported(0, 'charging-ended', { chargingEnd: at(0) }),
      ],
    ],
  ])('has the finding of a record that is too long: %s', (_, facts) => {
    expect(codes(...facts)).toEqual(['session-too-long']);
    expect(codes(...facts.toReversed())).toEqual(['session-too-long']);
  });

  it('has none within the limit', () => {
    const end = reported(0, 'charging-ended', { chargingStart: at(-6 * day), chargingEnd: at(0) });
    expect(codes(end)).toBeUndefined();
  });
});

describe('a session whose charging is reported to have begun before we authorised it', () => {
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

  it('does so too where the report has no offset, and none makes it possible', () => {
    const chargingStart = '2026-02-27T12:00:00';
    const { findings, startedAt } = view(
      authorized,
      started(0, { startedAt: chargingStart, times: { chargingStart } }),
    );
    expect(findings).toMatchObject([{ code: 'charging-before-authorisation' }]);
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
