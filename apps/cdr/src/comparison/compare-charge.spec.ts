import { describe, expect, it } from '@jest/globals';
import { type CdrSummary, type EvsePower } from '#suite';
import { aCharge, aSession, B, beside, found, limits } from '../../test/charges.js';
import type { SessionFacts } from '../sessions/session-facts.js';
import type { Charge } from './charge.js';
import { applyComparison, compareCharge } from './compare-charge.js';

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
