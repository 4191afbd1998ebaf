import { describe, expect, it } from '@jest/globals';
import { FaultyPlaces } from './faulty-places.js';

describe('places with a fault', () => {
  it('are those of the faults and all around them, not within or beside them', () => {
    const places = new FaultyPlaces(['/Times/1/Period']);
    places.add('/Fees/0');
    for (const each of ['/Times/1/Period', '/Times/1', '/Times', '/Fees/0', '/Fees', ''])
      expect(places.has(each)).toBe(true);
    for (const each of ['/Times/1/Period/0', '/Times/10', '/Times/0', '/Fee', '/Fees/1'])
      expect(places.has(each)).toBe(false);
  });

  it('are none without a fault', () => {
    expect(new FaultyPlaces().has('')).toBe(false);
  });
});
