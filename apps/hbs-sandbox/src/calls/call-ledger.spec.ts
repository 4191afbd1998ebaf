import { beforeEach, describe, expect, it } from '@jest/globals';
import { CallLedger, type CallCount } from './call-ledger.js';

const LIMIT = 25;

describe('the ledger of calls to HBS', () => {
  let now: number;
  let ledger: CallLedger;
  beforeEach(() => {
    now = Date.UTC(2026, 0, 1);
    ledger = new CallLedger(() => now);
  });

  function enter(times: number, apartMs = 0): readonly boolean[] {
    return Array.from({ length: times }, () => {
      const within = ledger.enter('pullEvseData');
      now += apartMs;
      return within;
    });
  }

  function count(): CallCount {
    const { pullEvseData } = ledger.counts;
    if (!pullEvseData) throw new Error('nothing was entered');
    return pullEvseData;
  }

  it('admits the calls of a minute in a burst, and the next after 60 seconds', () => {
    expect(enter(LIMIT)).not.toContain(false);
    now += 59_999;
    expect(enter(1)).toEqual([false]);
    now += 1;
    expect(enter(LIMIT)).not.toContain(false);
    expect(count()).toMatchObject({ calls: 51, violations: 1, worstWindow: 26, limitPerMinute: LIMIT });
  });

  it('finds the worst 60 seconds of any start, not the worst minute of the clock', () => {
    now += 50_000;
    enter(13);
    now += 20_000;
    enter(13);
    expect(count()).toMatchObject({ worstWindow: 26, worstWindowUntil: '2026-01-01T00:01:10.000Z' });
    now += 3_600_000;
    enter(3);
    expect(count().worstWindow).toBe(26);
  });

  it('never refuses a steady rate at the limit', () => {
    expect(enter(500, 2_400)).not.toContain(false);
    expect(count()).toMatchObject({ violations: 0, worstWindow: LIMIT });
  });

  it('serves an EMP that slows down again, although it called while it was refused', () => {
    enter(LIMIT);
    enter(30, 1_000);
    now += 30_000;
    expect(enter(1)).toEqual([true]);
  });

  it('counts each operation on its own, and without a limit where none is known', () => {
    enter(LIMIT);
    expect(ledger.enter('pullEvseStatus')).toBe(true);
    for (let call = 0; call < 1_000; call += 1) expect(ledger.enter('remoteReservationStart')).toBe(true);
    expect(ledger.counts.remoteReservationStart).toMatchObject({ calls: 1_000, limitPerMinute: undefined });
    ledger.clear();
    expect(ledger.counts).toEqual({});
  });
});
