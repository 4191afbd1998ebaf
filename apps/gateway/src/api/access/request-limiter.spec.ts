import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ApiSettings } from '../api-settings.js';
import { RequestLimiter } from './request-limiter.js';

const limiterOf = (perMinute: number): RequestLimiter =>
  new RequestLimiter(Object.assign(new ApiSettings(), { API_REQUESTS_PER_MINUTE: perMinute }));

describe('the request limit of a key of the API', () => {
  it('admits a minute’s requests at once, then one for each that is refilled', () => {
    const limiter = limiterOf(6);
    for (let asked = 0; asked < 6; asked += 1) expect(limiter.take('a', 0)).toBe(0);
    expect(limiter.take('a', 0)).toBe(10);
    expect(limiter.take('a', 7_000)).toBe(3);
    expect(limiter.take('a', 10_000)).toBe(0);
    expect(limiter.take('a', 10_000)).toBe(10);
  });

  it('counts each key by itself', () => {
    const limiter = limiterOf(1);
    expect([limiter.take('a', 0), limiter.take('b', 0), limiter.take('a', 0)]).toEqual([0, 0, 60]);
  });

  it('admits a caller who waits as advised, and never more than two minutes’ requests within one', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), pauses, (perMinute, between) => {
        const limiter = limiterOf(perMinute);
        const passed: number[] = [];
        let now = 0;
        for (const pause of between) {
          now += pause;
          const wait = limiter.take('a', now);
          now += wait * 1_000;
          expect(wait === 0 ? 0 : limiter.take('a', now)).toBe(0);
          passed.push(now);
        }
        for (const from of passed)
          expect(passed.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(
            2 * perMinute,
          );
      }),
      { numRuns: 100 },
    );
  });
});
