import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { FIRST_PLACE, nextPlace, smallerPages, type PagePlace } from './page-place.js';

describe('the places of pages', () => {
  it('cover every record once and in order, whatever is too large on the way', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5_000 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 40, max: 2_000 }), (records, mostInAPage) => {
        const seen: number[] = [];
        let place: PagePlace | undefined = FIRST_PLACE;
        while (place !== undefined && seen.length < records.length) {
          const { page, pageSize }: PagePlace = place;
          expect(page * pageSize).toBe(seen.length);
          const indexes = records.map((_, index) => index).slice(page * pageSize, (page + 1) * pageSize);
          const length = indexes.reduce((sum, index) => sum + (records[index] ?? 0), 0);
          if (length <= mostInAPage) seen.push(...indexes);
          place = length <= mostInAPage ? nextPlace(place, seen.length) : smallerPages(place, seen.length);
        }
        expect(seen).toEqual(records.map((_, index) => index));
      }),
      { numRuns: 100 },
    );
  });

  it('have nothing smaller than one record', () => {
    expect(smallerPages({ page: 7, pageSize: 1 }, 7)).toBeUndefined();
  });

  it('begin after what is here where HBS lists fewer than it was asked for', () => {
    expect(smallerPages({ page: 3, pageSize: 100 }, 300)).toEqual({ page: 12, pageSize: 25 });
    expect(nextPlace({ page: 3, pageSize: 100 }, 400)).toEqual({ page: 4, pageSize: 100 });
  });

  it('grow again as soon as a larger page begins where they are', () => {
    expect(nextPlace({ page: 3, pageSize: 1 }, 4)).toEqual({ page: 4, pageSize: 1 });
    expect(nextPlace({ page: 4, pageSize: 1 }, 5)).toEqual({ page: 1, pageSize: 5 });
    expect(nextPlace({ page: 1, pageSize: 1_000 }, 2_000)).toEqual({ page: 1, pageSize: 2_000 });
  });
});
