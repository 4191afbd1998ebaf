import { describe, expect, it } from '@jest/globals';
import { evseIdKey } from '#oicp';
import { aFact, ID, limits } from '../../test/facts.js';
import type { Fact } from '../state/fact.js';
import { viewOf } from '../state/view-of.js';
import type { SessionPower } from './session-power.js';

describe('a session with more energy than can flow in its time', () => {
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
      [aFact('charging-started', 0, { startedAt: since }), aFact('charging-ended', 10, { energyKwh: '600' })],
    ],
    [
      '600 kWh in a minute of charging that has no start',
      [aFact('charging', 10, { energyKwh: '600', chargingDurationMs: 60_000 })],
    ],
    [
      '600 kWh a minute after we authorised it, where no start is known',
      [aFact('authorized', 0, { uid: '04A1B2C3' }), aFact('charging', 1, { energyKwh: '600' })],
    ],
    [
      '600 kWh in ten hours of charging, ten minutes after we authorised it',
      [
        aFact('authorized', 0, { uid: '04A1B2C3' }),
        aFact('charging', 10, { energyKwh: '600', chargingDurationMs: 36_000_000 }),
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
    [
      'as much as flows since we authorised it by two clocks',
      [aFact('authorized', 0, { uid: '04A1B2C3' }), aFact('charging', 1, { energyKwh: '90' })],
    ],
    [
      '60 kWh in ten minutes of charging',
      [aFact('charging', 0, { energyKwh: '60', chargingDurationMs: 600_000 })],
    ],
    [
      '60 kWh an hour after the start with a duration of zero',
      [aFact('charging', 60, { startedAt: since, energyKwh: '60', chargingDurationMs: 0 })],
    ],
    [
      '60 kWh an hour after the start with a duration in seconds',
      [aFact('charging', 60, { startedAt: since, energyKwh: '60', chargingDurationMs: 3_600 })],
    ],
    [
      '60 kWh an hour after we authorised it with a duration in seconds',
      [
        aFact('authorized', 0, { uid: '04A1B2C3' }),
        aFact('charging', 60, { energyKwh: '60', chargingDurationMs: 3_600 }),
      ],
    ],
    [
      '60 kWh in a duration that is longer than the start that is known',
      [aFact('charging', 1, { startedAt: since, energyKwh: '60', chargingDurationMs: 600_000 })],
    ],
    ['energy with a duration of zero', [aFact('charging', 1, { energyKwh: '60', chargingDurationMs: 0 })]],
    ['energy of a record', [aFact('recorded', 10, { startedAt: since, energyKwh: '600' })]],
  ])('says nothing of %s', (_, facts) => {
    expect(codes(...facts)).toBeUndefined();
  });
});
