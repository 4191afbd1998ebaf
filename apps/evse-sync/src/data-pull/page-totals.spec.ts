import { describe, expect, it } from '@jest/globals';
import type { SyncCounts } from '#messaging';
import { isIncomplete } from '../runs/reasons.js';
import { isFollowed, withMissing, withTotals } from './page-totals.js';

function counts(exchanged: Partial<SyncCounts> = {}): SyncCounts {
  const nothing = { pages: 0, records: 0, inserted: 0, updated: 0, deleted: 0, unchanged: 0 };
  return Object.assign({ repeated: 0, quarantined: 0 }, nothing, exchanged);
}

describe('the totals of pages', () => {
  it('are those of the first page, and a page that tells others makes the pull incomplete', () => {
    const first = withTotals(counts(), [], { totalElements: 5, totalPages: 2, last: false });
    expect(first).toMatchObject({ counts: { totalRecords: 5, totalPages: 2 }, reasons: [] });
    const same = withTotals(first.counts, [], { totalElements: 5, totalPages: 2, last: true });
    expect(same.reasons).toEqual([]);
    const other = withTotals(first.counts, [], { totalElements: 6, totalPages: 2, last: true });
    expect(isIncomplete(other.reasons)).toBe(true);
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
    expect(isIncomplete(withMissing(counts(), []))).toBe(true);
  });

  it('that do not add up make the pull incomplete', () => {
    expect(isIncomplete(withMissing(counts({ records: 4, totalRecords: 5 }), []))).toBe(true);
    expect(isIncomplete(withMissing(counts({ records: 5, totalRecords: 5 }), []))).toBe(false);
  });
});
