import { describe, expect, it } from '@jest/globals';
import type { SyncCounts } from '#suite';
import { isIncomplete, isSteady } from '../runs/reasons.js';
import { isFollowed, withMissingRecords, withShortPage, withTotals } from './page-totals.js';

function counts(exchanged: Partial<SyncCounts> = {}): SyncCounts {
  const nothing = { pages: 0, records: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0 };
  return Object.assign({ repeated: 0, quarantined: 0 }, nothing, exchanged);
}

describe('the totals of pages', () => {
  const told = (before: SyncCounts, totalElements: number, totalPages: number) =>
    withTotals(before, [], { totalElements, totalPages, last: false }, 3);

  it('are the latest count of records and the largest of pages, and say when the network changes', () => {
    const first = told(counts(), 5, 2);
    expect(first).toMatchObject({ counts: { totalRecords: 5, totalPages: 2 }, reasons: [] });
    expect(told(first.counts, 5, 2).reasons).toEqual([]);
    const grown = told(first.counts, 7, 3);
    expect(grown).toMatchObject({ counts: { totalRecords: 7, totalPages: 3 } });
    const shrunk = told(grown.counts, 6, 2);
    expect(shrunk).toMatchObject({ counts: { totalRecords: 6, totalPages: 3 } });
    expect(told(shrunk.counts, 6, 2).reasons).toEqual([]);
    expect(told(counts({ totalRecords: 2, totalPages: 1 }), 0, 1).counts.totalRecords).toBe(0);
    for (const { reasons } of [grown, shrunk]) {
      expect(isSteady(reasons)).toBe(false);
      expect(isIncomplete(reasons)).toBe(false);
    }
  });

  it('that do not fit each other are not taken and make the pull incomplete', () => {
    const before = counts({ totalRecords: 5, totalPages: 2 });
    for (const { counts: after, reasons } of [told(before, 6, 1), told(before, 2, 2), told(before, 5, 1)]) {
      expect(after).toMatchObject({ totalRecords: 5, totalPages: 2 });
      expect(isIncomplete(reasons)).toBe(true);
    }
  });

  it('leave so many records for each page, and a page with others makes the pull incomplete', () => {
    const all = counts({ totalRecords: 7, totalPages: 4 });
    const brought = (number: number, records: number): boolean =>
      isIncomplete(withShortPage([], all, { number, records, size: 3 }));
    expect([brought(0, 3), brought(1, 3), brought(2, 1), brought(3, 0)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([brought(0, 0), brought(1, 4), brought(2, 3), brought(3, 1)]).toEqual([true, true, true, true]);
    expect(withShortPage([], counts(), { number: 0, records: 9, size: 3 })).toEqual([]);
  });

  it('decide over `last`, unless the records say that something is missing', () => {
    const all = counts({ totalPages: 2, totalRecords: 5, records: 5 });
    expect(isFollowed({ last: true, records: 3 }, 0, all)).toBe(true);
    expect(isFollowed({ last: false, records: 2 }, 1, all)).toBe(false);
    expect(isFollowed({ last: false, records: 2 }, 1, { ...all, totalRecords: 9 })).toBe(true);
    expect(isFollowed({ last: false, records: 0 }, 1, { ...all, totalRecords: 9 })).toBe(false);
    expect(isFollowed({ last: false, records: 2 }, 5, { ...all, totalRecords: 9 })).toBe(false);
  });

  it('that HBS never tells make `last` and an empty page the end, and the pull incomplete', () => {
    expect(isFollowed({ last: undefined, records: 3 }, 0, counts())).toBe(true);
    expect(isFollowed({ last: true, records: 3 }, 0, counts())).toBe(false);
    expect(isFollowed({ last: undefined, records: 0 }, 0, counts())).toBe(false);
    expect(isIncomplete(withMissingRecords(counts(), []))).toBe(true);
  });

  it('that do not add up make the pull incomplete', () => {
    expect(isIncomplete(withMissingRecords(counts({ records: 4, totalRecords: 5 }), []))).toBe(true);
    expect(isIncomplete(withMissingRecords(counts({ records: 5, totalRecords: 5 }), []))).toBe(false);
    const changed = [{ code: 'TOTALS_CHANGED', message: 'from 5 to 4' }];
    expect(isIncomplete(withMissingRecords(counts({ records: 5, totalRecords: 4 }), changed))).toBe(false);
  });
});
