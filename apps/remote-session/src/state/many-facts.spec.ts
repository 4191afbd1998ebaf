import { describe, expect, it } from '@jest/globals';
import { aFact, ID, limits, NOON } from '../../test/facts.js';
import type { Fact } from './fact.js';
import { viewOf } from './view-of.js';

describe('a session with many notifications', () => {
  it('takes work to view that grows no faster than their number', () => {
    // Four times as many facts are read about 4 times as often, and for sorting a little more; 16 times would be quadratic.
    expect(countReads(1_200) / countReads(300)).toBeLessThan(6);
  });
});

/** How often a member of a fact is read to view a session of so many notifications: unlike time, it is the same every time. */
function countReads(notifications: number): number {
  let reads = 0;
  const counted = (fact: Fact): Fact =>
    new Proxy(fact, {
      get: (target, name) => {
        reads += 1;
        return Reflect.get(target, name) as unknown;
      },
    });
  const startedAt = new Date(NOON).toISOString();
  const progress = Array.from({ length: notifications }, (_, minute) =>
    aFact('charging', minute, { startedAt, energyKwh: '1' }),
  );
  const facts = [aFact('authorized', 0, { uid: '04A1B2C3' }), ...progress].map(counted);
  viewOf(ID, facts, { limits, power: null });
  return reads;
}
