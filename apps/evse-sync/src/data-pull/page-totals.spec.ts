import { describe, expect, it } from '@jest/globals';
import type { SyncCounts } from '#suite';
import { isIncomplete, isSteady } from '../runs/reasons.js';
import { isFollowed, withMissingRecords, withShortPage, withTotals } from './page-totals.js';

function counts(overrides: Partial<SyncCounts> = {}): SyncCounts {
  const nothing = { pages: 0, records: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0 };
  return Object.assign({ repeated: 0, quarantined: 0 }, nothing, overrides);
}

describe('the totals in the pages of a pull of EVSE records', () => {
  const add = (before: SyncCounts, totalElements: number, totalPages: number) =>
    withTotals(before, [], { totalElements, totalPages, last: false }, 3);

  it('use the latest count of records and the largest count of pages, and report that the network changes', () => {
    const first = add(counts(), 5, 2);
    expect(first).toMatchObject({ counts: { totalRecords: 5, totalPages: 2 }, reasons: [] });
    expect(add(first.counts, 5, 2).reasons).toEqual([]);
    const grown = add(first.counts, 7, 3);
    expect(grown).toMatchObject({ counts: { totalRecords: 7, totalPages: 3 } });
    const shrunk = add(grown.counts, 6, 2);
    expect(shrunk).toMatchObject({ counts: { totalRecords: 6, totalPages: 3 } });
    expect(add(shrunk.counts, 6, 2).reasons).toEqual([]);
    expect(add(counts({ totalRecords: 2, totalPages: 1 }), 0, 1).counts.totalRecords).toBe(0);
    for (const { reasons } of [grown, shrunk]) {
      expect(isSteady(reasons)).toBe(false);
      expect(isIncomplete(reasons)).toBe(false);
    }
  });

  it('are ignored and make the pull incomplete when they contradict each other', () => {
    const before = counts({ totalRecords: 5, totalPages: 2 });
    for (const { counts: after, reasons } of [add(before, 6, 1), add(before, 2, 2), add(before, 5, 1)]) {
      expect(after).toMatchObject({ totalRecords: 5, totalPages: 2 });
      expect(isIncomplete(reasons)).toBe(true);
    }
  });

  it('determine the count of records of each page, and another count makes the pull incomplete', () => {
    const all = counts({ totalRecords: 7, totalPages: 4 });
    const isShort = (number: number, records: number): boolean =>
      isIncomplete(withShortPage([], all, { number, records, size: 3 }));
    expect([isShort(0, 3), isShort(1, 3), isShort(2, 1), isShort(3, 0)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([isShort(0, 0), isShort(1, 4), isShort(2, 3), isShort(3, 1)]).toEqual([true, true, true, true]);
    expect(withShortPage([], counts(), { number: 0, records: 9, size: 3 })).toEqual([]);
  });

  it('take precedence over `last`, unless the count of records shows that something is missing', () => {
    const all = counts({ totalPages: 2, totalRecords: 5, records: 5 });
    expect(isFollowed({ last: true, records: 3 }, 0, all)).toBe(true);
    expect(isFollowed({ last: false, records: 2 }, 1, all)).toBe(false);
    expect(isFollowed({ last: false, records: 2 }, 1, { ...all, totalRecords: 9 })).toBe(true);
    expect(isFollowed({ last: false, records: 0 }, 1, { ...all, totalRecords: 9 })).toBe(false);
    expect(isFollowed({ last: false, records: 2 }, 5, { ...all, totalRecords: 9 })).toBe(false);
  });

  it('are replaced by `last` and an empty page when HBS sends none, and the pull is incomplete', () => {
    expect(isFollowed({ last: undefined, records: 3 }, 0, counts())).toBe(true);
    expect(isFollowed({ last: true, records: 3 }, 0, counts())).toBe(false);
    expect(isFollowed({ last: undefined, records: 0 }, 0, counts())).toBe(false);
    expect(isIncomplete(withMissingRecords(counts(), []))).toBe(true);
  });

  it('make the pull incomplete when the records do not add up to them', () => {
    expect(isIncomplete(withMissingRecords(counts({ records: 4, totalRecords: 5 }), []))).toBe(true);
    expect(isIncomplete(withMissingRecords(counts({ records: 5, totalRecords: 5 }), []))).toBe(false);
    const changed = [{ code: 'TOTALS_CHANGED', message: 'from 5 to 4' }];
    expect(isIncomplete(withMissingRecords(counts({ records: 5, totalRecords: 4 }), changed))).toBe(false);
  });
});
