import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { defineAlarms } from './alarm.js';
import { createLog } from './log.js';
import { ThrottledAlarm } from './throttled-alarm.js';

const { DOOR_OPEN } = defineAlarms({
  DOOR_OPEN: { level: 'warn', means: 'a door is open', act: 'Close it.' },
});

describe('a throttled alarm', () => {
  let lines: { readonly times: number; readonly door: number }[];
  let alarm: ThrottledAlarm;
  beforeEach(() => {
    jest.useFakeTimers();
    lines = [];
    const destination = { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[0]) };
    alarm = new ThrottledAlarm(
      createLog({ service: 'test', level: 'info', format: 'json', destination }),
      DOOR_OPEN,
    );
  });
  afterEach(() => void jest.useRealTimers());

  it('is raised at once, and again only after a minute with the count of occurrences', () => {
    for (let door = 1; door <= 1_000; door += 1) alarm.raise({ door });
    expect(lines).toEqual([expect.objectContaining({ code: 'DOOR_OPEN', times: 1, door: 1 })]);
    jest.advanceTimersByTime(60_000);
    alarm.raise({ door: 7 }, 3);
    expect(lines.slice(1)).toEqual([expect.objectContaining({ times: 1_002, door: 7 })]);
    jest.advanceTimersByTime(60_000);
    alarm.raise({ door: 8 });
    expect(lines.at(-1)).toMatchObject({ times: 1, door: 8 });
  });

  it('is raised within the minute at the end of the process', () => {
    alarm.raise({ door: 1 });
    alarm.raise({ door: 2 });
    alarm.raiseAtOnce({ door: 3 });
    expect(lines.map(({ times }) => times)).toEqual([1, 2]);
  });
});
