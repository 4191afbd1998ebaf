import { describe, expect, it } from '@jest/globals';
import { ComparisonSettings, type CdrSummary, type EvsePower } from '#suite';
import { evseIdKey } from '#oicp';
import { loadSettings } from '#platform';
import type { SessionFacts } from '../sessions/session-facts.js';
import { toCharge, type Charge } from './charge.js';
import { compareCharge, applyComparison, toOtherCharge, type ComparisonContext } from './compare-charge.js';
import { ComparisonLimits } from './comparison-limits.js';
import { SameChargeSettings } from './same-charge-settings.js';

const limits = new ComparisonLimits(...loadSettings([ComparisonSettings, SameChargeSettings], {}));
const A = '04A1B2C3D4E5F6';
const B = '0B0B0B0B';
const EVCO = 'DE-EMP-C12345678-X';

function aCharge({ uid = A, ...update }: Partial<CdrSummary> & { operatorKey?: string } = {}): Charge {
  const summary: CdrSummary = {
    sessionId: 'one',
    evseId: 'DE*ABC*E00001',
    chargingStart: '2026-11-27T10:01:00+01:00',
    chargingEnd: '2026-11-27T11:00:00+01:00',
    consumedEnergyKwh: '10',
    findings: [],
    source: 'forwarded',
    receivedAt: '2026-11-27T10:05:00Z',
    ...(uid !== '' && { uid }),
    ...update,
  };
  return toCharge({
    sessionKey: summary.sessionId,
    empSessionKey: null,
    operatorKey: update.operatorKey ?? 'DEABC',
    uidKey: uid === '' ? null : uid,
    evseKey: summary.evseId === undefined ? null : evseIdKey(summary.evseId),
    summary,
  });
}
const aSession = (update: Partial<SessionFacts> = {}): SessionFacts => ({
  authorisations: [{ at: '2026-11-27T09:00:30Z', uid: A, evcoId: EVCO, evseId: 'DE*ABC*E00001' }],
  stopAcceptedAt: undefined,
  isReservation: false,
  ...update,
});
const found = (charge: Charge, context: Partial<ComparisonContext> = {}): readonly string[] =>
  compareCharge(
    charge,
    { session: undefined, others: [], power: undefined, ...context },
    limits,
  ).findings.map(({ code }) => code);
const beside = (charge: Charge, ...others: Charge[]): readonly string[] =>
  found(charge, { others: others.map((each) => toOtherCharge(each, undefined)) });

describe('a record and the session it names', () => {
  it.each<[string, Parameters<typeof aCharge>[0], Partial<SessionFacts>, string[]]>([
    ['the same', {}, {}, []],
    ['another card', { uid: B }, {}, ['other-card']],
    ['another EVSE', { evseId: 'DE*ABC*E00008' }, {}, ['other-evse']],
    ['the EVSE in another spelling', { evseId: 'deabce00001' }, {}, []],
    [
      'an EVSE where the authorisation named none',
      {},
      { authorisations: [{ at: '2026-11-27T09:00:30Z', uid: A }] },
      [],
    ],
    ['no EVSE', { evseId: undefined }, {}, []],
    ['no identification', { uid: '' }, {}, []],
    ['a contract of ours beside the card', { evcoId: 'DE-EMP-C87654321-X' }, {}, ['other-contract']],
    ['the same contract by app for a session begun by card', { uid: '', evcoId: 'deempc12345678x' }, {}, []],
    ['the same contract without its check digit', { uid: '', evcoId: 'DE-EMP-C12345678' }, {}, []],
    [
      'the same contract with another check digit',
      { uid: '', evcoId: 'DE-EMP-C12345678-Y' },
      {},
      ['other-contract'],
    ],
    [
      'a card for a session begun by app',
      { uid: B },
      { authorisations: [{ at: '2026-11-27T09:00:30Z', evcoId: EVCO }] },
      ['other-card'],
    ],
    [
      'the second of two cards that were authorised',
      { uid: B, evseId: 'DE*ABC*E00008' },
      {
        authorisations: [
          { at: '2026-11-27T09:00:30Z', uid: A, evseId: 'DE*ABC*E00001' },
          { at: '2026-11-27T09:01:30Z', uid: B, evseId: 'DE*ABC*E00008' },
        ],
      },
      [],
    ],
    [
      'the card of the first of two authorisations at the EVSE of the second',
      { uid: A, evseId: 'DE*ABC*E00008' },
      {
        authorisations: [
          { at: '2026-11-27T09:00:30Z', uid: A, evseId: 'DE*ABC*E00001' },
          { at: '2026-11-27T09:01:30Z', uid: B, evseId: 'DE*ABC*E00008' },
        ],
      },
      ['other-evse'],
    ],
    [
      'ChargingStart five minutes before it was authorised',
      { chargingStart: '2026-11-27T08:55:30Z' },
      {},
      [],
    ],
    [
      'ChargingStart earlier than that',
      { chargingStart: '2026-11-27T08:55:29Z' },
      {},
      ['charging-before-authorisation'],
    ],
    ['SessionStart hours before it was authorised', { sessionStart: '2026-11-27T03:00:00Z' }, {}, []],
    ['ChargingStart without offset', { chargingStart: '2026-11-27T03:00:00' }, {}, []],
    ['ChargingEnd five minutes after the stop', {}, { stopAcceptedAt: '2026-11-27T09:55:00Z' }, []],
    ['ChargingEnd later than that', {}, { stopAcceptedAt: '2026-11-27T09:54:59Z' }, ['charging-after-stop']],
    [
      'SessionEnd hours after the stop',
      { sessionEnd: '2026-11-27T20:00:00Z' },
      { stopAcceptedAt: '2026-11-27T09:59:00Z' },
      [],
    ],
    ['what is known of a session known before', { uid: B }, { authorisations: [] }, []],
  ])('with %s', (_, update, session, codes) => {
    expect(found(aCharge(update), { session: aSession(session) })).toEqual(codes);
  });

  it('say with what the record was compared, and name no person', () => {
    const charge = aCharge({ uid: B, evseId: 'DE*ABC*E00008', evcoId: 'DE-EMP-C87654321-X' });
    const { findings } = compareCharge(charge, { session: aSession(), others: [], power: undefined }, limits);
    const at = 'the session as authorised at 2026-11-27T09:00:30Z';
    expect(findings.map(({ comparedWith }) => comparedWith)).toEqual([at, at, `EVSE DE*ABC*E00001, ${at}`]);
    expect(JSON.stringify(findings)).not.toMatch(/04A1B2|0B0B|C12345678|C87654321/);
  });
});

describe('the findings of a record', () => {
  const messagesOf = (charge: Charge, session: Partial<SessionFacts> = {}): readonly string[] =>
    compareCharge(charge, { session: aSession(session), others: [], power: undefined }, limits).findings.map(
      ({ message }) => message,
    );

  it('name the EVSE of the record, and end with a full stop', () => {
    expect(messagesOf(aCharge({ evseId: 'DE*ABC*E00008' }))).toEqual([
      'The EVSE is not the one for which we authorised this session: it names DE*ABC*E00008.',
    ]);
  });

  it('say that charging was over before it was authorised where ChargingStart is missing', () => {
    const times = { chargingStart: undefined, chargingEnd: undefined, sessionEnd: '2026-11-27T08:00:00Z' };
    expect(messagesOf(aCharge(times))).toEqual([
      'Charging began before we authorised it: it was over by then, SessionEnd is 2026-11-27T08:00:00Z.',
    ]);
  });

  it('say that charging only began after a stop where ChargingEnd is missing', () => {
    const times = { chargingStart: '2026-11-27T12:00:00Z', chargingEnd: undefined };
    expect(messagesOf(aCharge(times), { stopAcceptedAt: '2026-11-27T10:00:00Z' })).toEqual([
      'Charging ended after a stop that we or HBS had accepted: it only began after it, ChargingStart is 2026-11-27T12:00:00Z.',
    ]);
  });

  it('are in one order, whatever was found first', () => {
    const own = ['negative-energy', 'time-implausible'].map((code) => ({ code, message: 'Own.' }));
    const charge = aCharge({ uid: B, chargingStart: '2026-11-27T03:00:00Z', evseId: 'DE*ABC*E00008' });
    const comparison = compareCharge(charge, { session: aSession(), others: [], power: undefined }, limits);
    const summary: CdrSummary = { sessionId: 'one', findings: own, source: 'forwarded', receivedAt: '' };
    expect(applyComparison(summary, charge, comparison).findings.map(({ code }) => code)).toEqual([
      'other-card',
      'other-evse',
      'charging-before-authorisation',
      'time-implausible',
      'negative-energy',
    ]);
  });

  it('of a clock that was never set takes part in no comparison with other charges', () => {
    const times = { chargingStart: '0001-01-01T00:00:00Z', chargingEnd: '0001-01-01T00:10:00Z' };
    expect(beside(aCharge(times), aCharge({ ...times, sessionId: 'two' }))).toEqual([]);
  });
});

describe('whose record it is', () => {
  const contractOf = (charge: Charge, session: SessionFacts | undefined): string | undefined => {
    const comparison = compareCharge(charge, { session, others: [], power: undefined }, limits);
    const summary: CdrSummary = { sessionId: 'one', findings: [], source: 'forwarded', receivedAt: '' };
    return applyComparison(summary, charge, comparison).evcoId;
  };

  it.each<[string, Parameters<typeof aCharge>[0], SessionFacts | undefined, string | undefined]>([
    ['a card’s, of our decision', {}, aSession(), EVCO],
    ['without identification, of our decision', { uid: '' }, aSession(), EVCO],
    ['another card’s, of nobody known', { uid: B }, aSession(), undefined],
    ['without a decision of ours, of nobody known', {}, undefined, undefined],
    [
      'with a contract of its own, as it came',
      { evcoId: 'DE-EMP-C12345678' },
      aSession(),
      'DE-EMP-C12345678',
    ],
    [
      'without identification where two contracts were authorised, of nobody known',
      { uid: '' },
      aSession({
        authorisations: [
          { at: '2026-11-27T09:00:30Z', uid: A, evcoId: EVCO },
          { at: '2026-11-27T09:01:30Z', uid: B, evcoId: 'DE-EMP-C87654321-X' },
        ],
      }),
      undefined,
    ],
    ['with another contract, as it came', { evcoId: 'DE-EMP-C87654321-X' }, aSession(), 'DE-EMP-C87654321-X'],
  ])('%s', (_, update, session, evcoId) => {
    expect(contractOf(aCharge(update), session)).toBe(evcoId);
  });
});

describe('the energy of a record, against time and power', () => {
  const KW22: Omit<EvsePower, 'evseId'> = { maxPowerKw: 22, hasMegawattPlug: false };
  const MCS: Omit<EvsePower, 'evseId'> = { hasMegawattPlug: true };
  const lasting = (
    minutes: number,
    kwh: string,
    end = `2026-11-27T10:${String(minutes).padStart(2, '0')}:00Z`,
  ): Charge => aCharge({ chargingStart: '2026-11-27T10:00:00Z', chargingEnd: end, consumedEnergyKwh: kwh });

  const inSession = (times: object): Charge =>
    aCharge({
      sessionStart: '2026-11-27T10:00:00Z',
      chargingEnd: '2026-11-27T10:10:00Z',
      sessionEnd: '2026-11-27T10:15:00Z',
      consumedEnergyKwh: '600',
      ...times,
    });

  it.each<[string, Charge, Omit<EvsePower, 'evseId'> | undefined, boolean]>([
    ['600 kWh in ten minutes at an unknown EVSE', lasting(10, '600'), undefined, true],
    ['600 kWh in ten minutes at a megawatt plug', lasting(10, '600'), MCS, false],
    ['700 kWh in ten minutes at a megawatt plug of unknown power', lasting(10, '740'), MCS, true],
    [
      '600 kWh in ten minutes at one with 3,750 kW',
      lasting(10, '600'),
      { maxPowerKw: 3_750, hasMegawattPlug: true },
      false,
    ],
    ['150 kWh in ten minutes at an unknown EVSE', lasting(10, '150'), undefined, false],
    ['25.6 kWh in no time at an unknown EVSE', lasting(0, '25.6'), undefined, true],
    ['7 kWh in no time at an unknown EVSE', lasting(0, '7'), undefined, true],
    ['0.3 kWh within one minute at 22 kW', lasting(0, '0.3'), KW22, false],
    ['0.6 kWh within one minute at 22 kW', lasting(0, '0.6'), KW22, true],
    ['0.1 kWh in 6 s at 22 kW, the step of a meter', lasting(0, '0.1', '2026-11-27T10:00:06Z'), KW22, false],
    ['0.3 kWh in 6 s at 22 kW', lasting(0, '0.3', '2026-11-27T10:00:06Z'), KW22, true],
    ['25 kWh in 54 minutes at 22 kW', lasting(54, '25'), KW22, true],
    [
      '3.68 kWh in an hour at 3 kW, rounded',
      lasting(59, '3.61'),
      { maxPowerKw: 3, hasMegawattPlug: false },
      false,
    ],
    ['5 kWh in an hour at 3 kW', lasting(59, '5'), { maxPowerKw: 3, hasMegawattPlug: false }, true],
    [
      'the times of a session where ChargingStart has no offset',
      inSession({ chargingStart: '2026-11-27T10:05:00' }),
      undefined,
      true,
    ],
    [
      'the times of a session where those of charging are in wrong order',
      inSession({ chargingStart: '2026-11-27T10:20:00Z' }),
      undefined,
      true,
    ],
    [
      'the times of a session where ChargingStart is of a clock that was never set',
      inSession({ chargingStart: '1970-01-01T00:00:00Z' }),
      undefined,
      true,
    ],
    ['a tenth more than 22 kW give', lasting(54, '21.7'), KW22, false],
    [
      '12.86 kWh in 39 minutes at 11 kW',
      lasting(39, '12.86'),
      { maxPowerKw: 11, hasMegawattPlug: false },
      true,
    ],
    [
      'power in watts counts as none',
      lasting(54, '25'),
      { maxPowerKw: 22_000, hasMegawattPlug: false },
      false,
    ],
    [
      'a negative power counts as none',
      lasting(54, '25'),
      { maxPowerKw: -22, hasMegawattPlug: false },
      false,
    ],
    ['2 kWh in 30 s, to the second', lasting(0, '2', '2026-11-27T10:00:30Z'), KW22, true],
    ['no energy', lasting(0, '0'), KW22, false],
    ['negative energy', lasting(0, '-5'), KW22, false],
    ['an end before its start', lasting(0, '25', '2026-11-27T09:00:00Z'), KW22, false],
    [
      'times of one place without offset',
      aCharge({
        chargingStart: '2026-11-27T10:00',
        chargingEnd: '2026-11-27T10:10',
        consumedEnergyKwh: '600',
      }),
      undefined,
      true,
    ],
    [
      'one time without offset',
      aCharge({ chargingStart: '2026-11-27T10:00', consumedEnergyKwh: '600' }),
      undefined,
      false,
    ],
    [
      'the times of the session where those of charging are missing',
      aCharge({
        chargingStart: undefined,
        chargingEnd: undefined,
        sessionStart: '2026-11-27T10:00:00Z',
        sessionEnd: '2026-11-27T10:10:00Z',
        consumedEnergyKwh: '600',
      }),
      undefined,
      true,
    ],
    [
      'no times',
      aCharge({ chargingStart: undefined, chargingEnd: undefined, consumedEnergyKwh: '600' }),
      undefined,
      false,
    ],
  ])('%s', (_, charge, power, isFound) => {
    expect(found(charge, { power })).toEqual(isFound ? ['energy-exceeds-power'] : []);
  });

  it('stays as it was found while evse-sync does not answer', () => {
    const charge = lasting(54, '25');
    const context = { session: undefined, others: [] };
    const { findings } = compareCharge(charge, { ...context, power: KW22 }, limits);
    expect(findings).toEqual([
      {
        code: 'energy-exceeds-power',
        message: 'More energy than can flow in this time: 25 kWh in 54 min, on average 27.8 kW.',
        comparedWith: '22 kW, the power of EVSE DE*ABC*E00001',
      },
    ]);
    expect(compareCharge(charge, { ...context, power: 'unanswered' }, limits, findings).findings).toEqual(
      findings,
    );
  });
});

describe('a record and those of other sessions', () => {
  const two = (update: Parameters<typeof aCharge>[0] = {}): Charge =>
    aCharge({ sessionId: 'two', ...update });
  const tx = { cpoPartnerSessionId: 'tx-4711' };
  const later = { chargingStart: '2026-11-27T15:00:00+01:00', chargingEnd: '2026-11-27T16:00:00+01:00' };

  it.each<[string, Charge, Charge, string[]]>([
    ['the same but for its SessionID', aCharge(), two(), ['same-charge']],
    [
      'the same, times four minutes off',
      aCharge(),
      two({ chargingStart: '2026-11-27T10:05:00+01:00' }),
      ['same-charge'],
    ],
    [
      'the same card and EVSE, half an hour off',
      aCharge(),
      two({ chargingStart: '2026-11-27T10:31:00+01:00' }),
      ['card-in-two-charges', 'evse-in-two-charges'],
    ],
    ['one card at two EVSEs', aCharge(), two({ evseId: 'DE*SWM*E052601' }), ['card-in-two-charges']],
    ['two cards at one EVSE', aCharge(), two({ uid: B }), ['evse-in-two-charges']],
    [
      'one contract by app at one EVSE at one time',
      aCharge({ uid: '', evcoId: EVCO }),
      two({ uid: '', evcoId: 'DE-EMP-C12345678' }),
      ['same-charge'],
    ],
    [
      'one contract by app at two places',
      aCharge({ uid: '', evcoId: EVCO }),
      two({ uid: '', evcoId: EVCO, evseId: 'DE*SWM*E052601' }),
      [],
    ],
    [
      'one that begins when the other ends',
      aCharge(),
      two({ chargingStart: '2026-11-27T11:00:00+01:00', chargingEnd: '2026-11-27T12:00:00+01:00' }),
      [],
    ],
    [
      'one that begins five minutes before the other ends, by another clock',
      aCharge(),
      two({
        evseId: 'DE*SWM*E052601',
        chargingStart: '2026-11-27T10:55:00+01:00',
        chargingEnd: '2026-11-27T12:00:00+01:00',
      }),
      [],
    ],
    [
      'a second try after two minutes at a loose plug',
      aCharge({ chargingEnd: '2026-11-27T10:03:00+01:00' }),
      two({ chargingStart: '2026-11-27T10:04:00+01:00', chargingEnd: '2026-11-27T10:06:00+01:00' }),
      [],
    ],
    ['one transaction under corrected times', aCharge(tx), two({ ...tx, ...later }), ['same-charge']],
    [
      'one transaction with blanks around it',
      aCharge(tx),
      two({ ...later, cpoPartnerSessionId: ' tx-4711 ' }),
      ['same-charge'],
    ],
    ['one transaction of two operators', aCharge(tx), two({ ...tx, ...later, operatorKey: 'DEXYZ' }), []],
    [
      'a number that was used again a week later',
      aCharge(tx),
      two({ ...tx, chargingStart: '2026-12-04T10:01:00+01:00', chargingEnd: '2026-12-04T11:00:00+01:00' }),
      [],
    ],
    [
      'one number of two charging points',
      aCharge(tx),
      two({ ...tx, ...later, uid: B, evseId: 'DE*ABC*E00002' }),
      [],
    ],
    ['one number of two drivers at one EVSE', aCharge(tx), two({ ...tx, ...later, uid: B }), []],
    [
      'blank names of sessions',
      aCharge({ cpoPartnerSessionId: ' ' }),
      two({ ...later, cpoPartnerSessionId: ' ' }),
      [],
    ],
    ['times without offset', aCharge(), two({ chargingStart: '2026-11-27T10:01:00' }), []],
    ['a session of months', aCharge(), two({ chargingStart: '2026-01-01T00:00:00Z' }), []],
  ])('%s: both find the same of the other', (_, charge, other, codes) => {
    expect(beside(charge, other)).toEqual(codes);
    expect(beside(other, charge)).toEqual(codes);
  });

  it('does not collide with itself, stored by an earlier release under a SessionID without hyphens', () => {
    const sessionId = '5f2f9a0e-6c1f-4a45-9f0e-0d1c2b3a4e5f';
    expect(beside(aCharge({ sessionId }), aCharge({ sessionId: sessionId.replaceAll('-', '') }))).toEqual([]);
  });

  it('names the other session', () => {
    const context = { session: undefined, others: [toOtherCharge(two(), undefined)], power: undefined };
    expect(compareCharge(aCharge(), context, limits)).toMatchObject({
      findings: [{ code: 'same-charge', comparedWith: 'session two' }],
      partners: ['two'],
    });
  });

  it('of a reservation is compared with none, and none with it', () => {
    const reservation = aSession({ isReservation: true });
    const others = [toOtherCharge(two(), undefined)];
    const nothing = { consumedEnergyKwh: '0' };
    expect(found(aCharge(nothing), { session: reservation, others })).toEqual([]);
    expect(found(aCharge(), { others: [toOtherCharge(two(nothing), reservation)] })).toEqual([]);
  });

  it('under the SessionID of a reservation is a charge where energy flowed', () => {
    const reservation = aSession({ isReservation: true });
    const others = [toOtherCharge(two(), undefined)];
    expect(found(aCharge(), { session: reservation, others })).toEqual(['same-charge']);
    expect(found(aCharge(), { others: [toOtherCharge(two(), reservation)] })).toEqual(['same-charge']);
  });

  it('names three of a heap, and no more', () => {
    const heap = Array.from({ length: 9 }, (_, index) => two({ sessionId: `heap ${index}` }));
    expect(beside(aCharge(), ...heap)).toHaveLength(3);
  });
});
