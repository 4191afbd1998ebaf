import { describe, expect, it } from '@jest/globals';
import { isPricingDue, type PricingPullStatus } from './is-pricing-due.js';

const DAILY = '47 3 * * *';
const NOW = new Date('2026-01-02T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

function standing(exchanged: Partial<PricingPullStatus> = {}): PricingPullStatus {
  return { state: 'succeeded', startedAt: minutesAgo(60), reasons: [], isNetworkThere: true, ...exchanged };
}
const failed = (code: string, minutes: number): PricingPullStatus =>
  standing({ state: 'failed', startedAt: minutesAgo(minutes), reasons: [{ code, message: '' }] });

describe('a pull of prices', () => {
  it.each([
    ['first of all', standing({ state: 'never', startedAt: null }), DAILY],
    ['a day after the last', standing({ startedAt: minutesAgo(24 * 60) }), DAILY],
    ['when it was ordered, whatever the schedule', standing({ state: 'waiting' }), 'off'],
    ['when its leader died', standing({ state: 'running' }), 'off'],
    ['soon after HBS was away', failed('HBS_UNAVAILABLE', 16), DAILY],
    ['soon after the gateway was away', failed('GATEWAY_AWAY', 16), DAILY],
    ['a day after HBS refused', failed('HBS_REFUSED', 24 * 60), DAILY],
  ])('is due %s', (_, stands, schedule) => {
    expect(isPricingDue(stands, schedule, NOW)).toBe(true);
  });

  it.each([
    ['while the last is of today', standing(), DAILY],
    [
      'before a network is there',
      standing({ state: 'never', startedAt: null, isNetworkThere: false }),
      DAILY,
    ],
    ['when nobody wants it', standing({ state: 'never', startedAt: null }), 'off'],
    ['at once after HBS was away', failed('HBS_UNAVAILABLE', 14), DAILY],
    ['soon after HBS refused', failed('HBS_REFUSED', 16), DAILY],
  ])('is not due %s', (_, stands, schedule) => {
    expect(isPricingDue(stands, schedule, NOW)).toBe(false);
  });

  it.each([
    ['an earlier', '47 3 * * *', '30 11 * * *', false, true],
    ['a later', '30 11 * * *', '47 3 * * *', true, false],
    ['no', '30 11 * * *', 'off', true, false],
    ['a', 'off', '30 11 * * *', false, true],
  ])('follows %s time at once after a restart', (_, before, after, dueBefore, dueAfter) => {
    expect(isPricingDue(standing(), before, NOW)).toBe(dueBefore);
    expect(isPricingDue(standing(), after, NOW)).toBe(dueAfter);
  });
});
