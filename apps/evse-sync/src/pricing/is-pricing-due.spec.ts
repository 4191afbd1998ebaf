import { describe, expect, it } from '@jest/globals';
import { isPricingDue, type PricingPullStatus } from './is-pricing-due.js';

const DAILY = '47 3 * * *';
const NOW = new Date('2026-01-02T12:00:00Z');
type Latest = NonNullable<PricingPullStatus['latest']>;

const status = (latest?: Latest, isNetworkThere = true): PricingPullStatus => ({
  ...(latest && { latest }),
  isNetworkThere,
  now: NOW,
});
/** The latest pull, so many minutes ago. */
const pulled = (state: Latest['state'], minutes: number, ...codes: string[]): PricingPullStatus =>
  status({
    state,
    at: new Date(NOW.getTime() - minutes * 60_000),
    reasons: codes.map((code) => ({ code, message: '' })),
  });

describe('a pull of prices', () => {
  it.each([
    ['first of all', status()],
    ['a day after the last', pulled('succeeded', 24 * 60)],
    ['a day after the last was cancelled', pulled('cancelled', 24 * 60)],
    ['soon after HBS was unavailable', pulled('failed', 16, 'HBS_UNAVAILABLE')],
    ['soon after the gateway was unavailable', pulled('failed', 16, 'GATEWAY_AWAY')],
    ['a day after HBS refused', pulled('failed', 24 * 60, 'HBS_REFUSED')],
  ])('is due %s', (_, latest) => {
    expect(isPricingDue(latest, DAILY)).toBe(true);
  });

  it.each([
    ['while the latest one was today', pulled('succeeded', 60), DAILY],
    ['while the latest one was cancelled today', pulled('cancelled', 60), DAILY],
    ['while one is queued', pulled('queued', 24 * 60), DAILY],
    ['while one is running, or its leader died', pulled('running', 24 * 60), DAILY],
    ['before the first pull of EVSE records', status(undefined, false), DAILY],
    ['when the schedule is off', status(), 'off'],
    ['immediately after HBS was unavailable', pulled('failed', 14, 'HBS_UNAVAILABLE'), DAILY],
    ['soon after HBS refused', pulled('failed', 16, 'HBS_REFUSED'), DAILY],
  ])('is not due %s', (_, latest, schedule) => {
    expect(isPricingDue(latest, schedule)).toBe(false);
  });

  it.each([
    ['an earlier', '47 3 * * *', '30 11 * * *', false, true],
    ['a later', '30 11 * * *', '47 3 * * *', true, false],
    ['no', '30 11 * * *', 'off', true, false],
    ['a', 'off', '30 11 * * *', false, true],
  ])('follows %s time at once after a restart', (_, before, after, dueBefore, dueAfter) => {
    expect(isPricingDue(pulled('succeeded', 60), before)).toBe(dueBefore);
    expect(isPricingDue(pulled('succeeded', 60), after)).toBe(dueAfter);
  });
});
