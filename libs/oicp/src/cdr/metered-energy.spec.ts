import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../schema/decimal.js';
import { meteredEnergy } from './metered-energy.js';

describe('the energy that a meter counted', () => {
  const energyOf = (start: string | undefined, end: string | undefined, between?: number[]): unknown =>
    meteredEnergy({
      MeterValueStart: start === undefined ? undefined : new Decimal(start),
      MeterValueEnd: end === undefined ? undefined : new Decimal(end),
      MeterValueInBetween: between && { meterValues: between.map((each) => new Decimal(each)) },
    })?.toFixed();

  it.each<[string, ReturnType<typeof energyOf>, string | undefined]>([
    ['from start to end', energyOf('100', '110.5'), '10.5'],
    ['from start to end, whatever is in between', energyOf('100', '110.5', [5, 3]), '10.5'],
    [
      'without its start, in between from the start of the session',
      energyOf(undefined, '12345.6', [0, 5, 12.5]),
      '12.5',
    ],
    [
      'without its end, in between from the start of the session',
      energyOf('12345.6', undefined, [0, 5, 12.5]),
      '12.5',
    ],
    ['with one value at its end and one in between', energyOf(undefined, '12345.6', [5]), undefined],
    ['with one value at its start and one in between', energyOf('0', undefined, [12345.6]), undefined],
    ['in between only', energyOf(undefined, undefined, [101, 107.5]), '6.5'],
    ['backwards in between', energyOf(undefined, undefined, [101, 107.5, 106]), undefined],
    ['backwards', energyOf('100', '50'), undefined],
    ['with no value', energyOf(undefined, undefined), undefined],
  ])('%s', (_, energy, expected) => {
    expect(energy).toBe(expected);
  });
});
