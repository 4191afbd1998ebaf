import { describe, expect, it } from '@jest/globals';
import { isPricingDue, type PricingPullStatus } from './is-pricing-due.js';

const DAILY = '47 3 * * *';
const NOW = new Date('2026-01-02T12:00:00Z');
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

function status(overrides: Partial<PricingPullStatus> = {}): PricingPullStatus {
  return { state: 'succeeded', startedAt: minutesAgo(60), reasons: [], isNetworkThere: true, ...overrides };
}
const failed = (code: string, minutes: number): PricingPullStatus =>
  status({ state: 'failed', startedAt: minutesAgo(minutes), reasons: [{ code, message: '' }] });

describe('a pull of prices', () => {
  it.each([
    ['first of all', status({ state: 'never', startedAt: null }), DAILY],
    ['a day after the last', status({ startedAt: minutesAgo(24 * 60) }), DAILY],
    ['when it was queued, whatever the schedule', status({ state: 'waiting' }), 'off'],
    ['when its leader died', status({ state: 'running' }), 'off'],
    ['soon after HBS was unavailable', failed('HBS_UNAVAILABLE', 16), DAILY],
    ['soon after the gateway was unavailable', failed('GATEWAY_AWAY', 16), DAILY],
    ['a day after HBS refused', failed('HBS_REFUSED', 24 * 60), DAILY],
  ])('is due %s', (_, status, schedule) => {
    expect(isPricingDue(status, schedule, NOW)).toBe(true);
  });

  it.each([
    ['while the latest one was today', status(), DAILY],
    [
      'before the first pull of EVSE records',
      status({ state: 'never', startedAt: null, isNetworkThere: false }),
      DAILY,
    ],
    ['when the schedule is off', status({ state: 'never', startedAt: null }), 'off'],
    ['immediately after HBS was unavailable', failed('HBS_UNAVAILABLE', 14), DAILY],
    ['soon after HBS refused', failed('HBS_REFUSED', 16), DAILY],
  ])('is not due %s', (_, status, schedule) => {
    expect(isPricingDue(status, schedule, NOW)).toBe(false);
  });

  it.each([
    ['an earlier', '47 3 * * *', '30 11 * * *', false, true],
    ['a later', '30 11 * * *', '47 3 * * *', true, false],
    ['no', '30 11 * * *', 'off', true, false],
    ['a', 'off', '30 11 * * *', false, true],
  ])('follows %s time at once after a restart', (_, before, after, dueBefore, dueAfter) => {
    expect(isPricingDue(status(), before, NOW)).toBe(dueBefore);
    expect(isPricingDue(status(), after, NOW)).toBe(dueAfter);
  });
});
