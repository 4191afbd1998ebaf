import { describe, expect, it } from '@jest/globals';
import { readTimes, type ReceivedTimes } from './read-times.js';

type Days = ReceivedTimes['entries'];

const MORNING = { begin: '08:00', end: '12:00' };
const UNREADABLE = { begin: undefined, end: '12:00' };
const daysOf = (count: number, day: Days[number]): Days => Array.from({ length: count }, () => day);
const periodsOf = (count: number): (typeof MORNING)[] => Array.from({ length: count }, () => MORNING);

/** Reads times that restrict, with every fault that is reported. */
function read(
  entries: Days,
  beyond: ReceivedTimes['beyond'] = 'not shown',
): { readonly times: number; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const report = (code: string, pointer: string, message: string): void => {
    faults.push(`${code} ${pointer}: ${message}`);
  };
  const always = { name: 'IsOpen24Hours', value: undefined };
  const { times } = readTimes(
    { pointer: '/Times', entries, always, beyond },
    { doubt: report, doubtUnlessKnown: report },
  );
  return { times: times.length, faults };
}

describe('the times of a list', () => {
  it('are read up to 500 periods', () => {
    const day = { on: 'Monday', Period: periodsOf(500) };
    expect(read([day])).toEqual({ times: 500, faults: [] });
    expect(read([day, { on: 'Tuesday', Period: [MORNING] }])).toEqual({
      times: 500,
      faults: ['too-many /Times: There are more than 500 periods; further ones are not shown.'],
    });
  });

  it('are read up to 500 days, with and without periods', () => {
    expect(read(daysOf(501, { on: 'Monday', Period: [MORNING] }), 'not checked')).toEqual({
      times: 500,
      faults: ['too-many /Times: There are more than 500 days; further ones are not checked.'],
    });
    const { times, faults } = read(daysOf(16_000, {}));
    expect([times, faults.length]).toEqual([0, 501]);
  });

  it('are not too many because of a period that is unreadable anyway', () => {
    const unreadable = { on: 'Monday', Period: [...periodsOf(500), UNREADABLE] };
    const ofNoDay = { on: undefined, Period: [MORNING] };
    expect(read([unreadable, ofNoDay])).toEqual({ times: 500, faults: [] });
  });
});
