import { describe, expect, it } from '@jest/globals';
import { aChargeDetailRecord } from '../../test/builders.js';
import { chargeDetailRecord } from '../messages/charge-detail-record.js';
import { findImplausibilities } from './plausibility.js';

const NOW = new Date('2020-09-24T00:00:00Z');
const CLOCK_NEVER_SET = { SessionStart: '1970-01-01T00:00:00Z', ChargingStart: '1970-01-01T00:00:00Z' };
const findingsOf = (update: object, now = NOW): readonly string[] =>
  findImplausibilities(chargeDetailRecord.read(JSON.stringify(aChargeDetailRecord(update))).value, now).map(
    ({ code }) => code,
  );

describe('a charge detail record', () => {
  it('that is plausible has no findings', () => {
    expect(findingsOf({})).toEqual([]);
  });

  it.each([
    [
      'ends before it starts',
      { SessionEnd: '2020-09-23T16:09:00+02:00', ChargingEnd: null },
      ['ends-before-start'],
    ],
    ['charges backwards', { ChargingEnd: '2020-09-23T16:14:00+02:00' }, ['ends-before-start']],
    [
      'charges before its session',
      { ChargingStart: '2020-09-23T16:00:00+02:00' },
      ['charging-outside-session'],
    ],
    ['charges after its session', { ChargingEnd: '2020-09-23T18:00:00+02:00' }, ['charging-outside-session']],
    ['ends in the future', { SessionEnd: '2020-09-24T03:00:00+02:00' }, ['in-the-future']],
    [
      'gives energy back',
      { ConsumedEnergy: -10, MeterValueEnd: 90.5 },
      ['negative-energy', 'meter-runs-backwards'],
    ],
    [
      'took more than a thousand kWh',
      { ConsumedEnergy: 1000.001, MeterValueEnd: 1100.501 },
      ['enormous-energy'],
    ],
    ['began at a clock that was never set', CLOCK_NEVER_SET, ['time-implausible', 'time-implausible']],
    [
      'ended at a clock that was never set',
      { ChargingEnd: '2000-01-01T00:00:00Z', SessionEnd: '2000-01-01T00:00:00Z' },
      ['ends-before-start', 'ends-before-start', 'time-implausible', 'time-implausible'],
    ],
    ['lasted for months', { SessionStart: '2020-06-01T00:00:00Z' }, ['session-too-long']],
    ['is not the difference of the meter values', { ConsumedEnergy: 10.002 }, ['energy-differs-from-meter']],
  ])('that %s is flagged', (_, update, expected) => {
    expect(findingsOf(update)).toEqual(expected);
  });

  it('is allowed a watt-hour of rounding, a thousand kWh, five minutes of clock difference, and a missing offset', () => {
    expect(findingsOf({ ConsumedEnergy: 10.001 })).toEqual([]);
    expect(findingsOf({ ConsumedEnergy: 1000, MeterValueEnd: 1100.5 })).toEqual([]);
    expect(findingsOf({}, new Date('2020-09-23T15:15:00Z'))).toEqual([]);
    expect(findingsOf({}, new Date('2020-09-23T15:14:00Z'))).toEqual(['in-the-future']);
    expect(findingsOf({ SessionStart: '2020-09-23T20:00:00' })).toEqual([]);
    expect(findingsOf({ SessionEnd: '2020-09-24T12:00:00' })).toEqual([]);
    expect(findingsOf({ SessionEnd: '2020-09-25T12:00:00' })).toEqual(['in-the-future']);
  });

  it('is allowed a session of a week, and 90 days to arrive', () => {
    expect(findingsOf({ SessionStart: '2020-09-16T17:20:00+02:00' })).toEqual([]);
    expect(findingsOf({ SessionStart: '2020-09-16T17:19:59+02:00' })).toEqual(['session-too-long']);
    expect(findingsOf({}, new Date('2020-12-22T15:20:00Z'))).toEqual([]);
    expect(findingsOf({}, new Date('2020-12-22T15:20:01Z'))).toEqual(['record-late']);
    expect(findingsOf({}, new Date('2023-12-22T15:20:01Z'))).toEqual(['record-late']);
  });

  it('is checked by its possible times', () => {
    const ends = { SessionEnd: '2099-01-01T00:00:00Z' };
    expect(findingsOf(ends)).toEqual(['in-the-future']);
    expect(findingsOf({ SessionEnd: null }, new Date('2021-09-23T15:20:01Z'))).toEqual(['record-late']);
  });

  it('is checked by other limits if they are set', () => {
    const { value } = chargeDetailRecord.readValue(aChargeDetailRecord());
    const limits = { longestSessionMs: 60 * 60_000, lateAfterMs: 60 * 60_000 };
    expect(findImplausibilities(value, NOW, limits).map(({ message }) => message)).toEqual([
      'The session lasted 1.2 hours, from 2020-09-23T16:10:00+02:00 to 2020-09-23T17:20:00+02:00, more than 1 hour',
      'The session ended 8.7 hours before its record was received (2020-09-23T17:20:00+02:00), more than 1 hour',
    ]);
  });

  it('is not checked for absent members', () => {
    expect(findImplausibilities({}, NOW)).toEqual([]);
    expect(findingsOf({ MeterValueStart: null, ConsumedEnergy: 55 })).toEqual([]);
  });

  it('is flagged with the implausible values', () => {
    const { value } = chargeDetailRecord.readValue(aChargeDetailRecord({ ConsumedEnergy: 11 }));
    expect(findImplausibilities(value, NOW)).toEqual([
      {
        code: 'energy-differs-from-meter',
        message: 'ConsumedEnergy is 11 kWh, the meter values differ by 10 kWh',
      },
    ]);
  });
});
