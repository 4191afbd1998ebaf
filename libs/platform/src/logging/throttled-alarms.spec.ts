import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { defineAlarms } from './alarm.js';
import { createLog } from './log.js';
import { ThrottledAlarms } from './throttled-alarms.js';

const { DOOR_OPEN } = defineAlarms({
  DOOR_OPEN: { level: 'warn', means: 'a door is open', act: 'Close it.' },
});

interface Line {
  readonly times: number;
  readonly door?: number;
  readonly at?: number;
}

describe('throttled alarms', () => {
  let lines: Line[];
  let alarms: ThrottledAlarms;
  beforeEach(() => {
    jest.useFakeTimers();
    lines = [];
    const destination = {
      write: (line: string) => {
        const { times, door, at } = JSON.parse(line) as Line;
        lines.push({ times, ...(door !== undefined && { door }), ...(at !== undefined && { at }) });
      },
    };
    alarms = new ThrottledAlarms(
      createLog({ service: 'test', level: 'info', format: 'json', destination }),
      DOOR_OPEN,
      {},
    );
  });
  afterEach(() => void jest.useRealTimers());

  const raise = (door: number, at = 0): void => alarms.raise(String(door), { door, at });

  it('are raised once for each cause, and at the end of the minute for the occurrences held back', () => {
    for (let at = 1; at <= 1_000; at += 1) raise(1, at);
    raise(2);
    expect(lines).toEqual([
      { times: 1, door: 1, at: 1 },
      { times: 1, door: 2, at: 0 },
    ]);
    jest.advanceTimersByTime(60_000);
    expect(lines.slice(2)).toEqual([{ times: 999, door: 1, at: 1_000 }]);
  });

  it('are raised once a minute while a cause lasts, and at once when it returns after a silent minute', () => {
    raise(1);
    raise(1);
    jest.advanceTimersByTime(60_000);
    raise(1);
    expect(lines.map(({ times }) => times)).toEqual([1, 1]);
    jest.advanceTimersByTime(60_000);
    expect(lines.map(({ times }) => times)).toEqual([1, 1, 1]);
    jest.advanceTimersByTime(60_000);
    raise(1);
    expect(lines.map(({ times }) => times)).toEqual([1, 1, 1, 1]);
  });

  it('are raised together for causes beyond the hundredth of a minute', () => {
    for (let door = 1; door <= 10_000; door += 1) raise(door);
    expect(lines).toHaveLength(100);
    jest.advanceTimersByTime(60_000);
    expect(lines.slice(100)).toEqual([{ times: 9_900 }]);
  });

  it('are raised for the occurrences held back when they are closed', () => {
    raise(1);
    raise(1);
    alarms.close();
    expect(lines.map(({ times }) => times)).toEqual([1, 1]);
  });
});
