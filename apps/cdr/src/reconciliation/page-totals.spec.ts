import { describe, expect, it } from '@jest/globals';
import { afterPage } from './page-totals.js';

const start = { page: 0, windowTotal: null, windowRecords: 0 };

describe('the pages of a window', () => {
  it('are read up to the number of pages, whatever `last` says', () => {
    const first = afterPage(start, 2, { number: 0, totalElements: 3, totalPages: 2, last: true });
    expect(first).toEqual({ isLast: false, windowTotal: 3, windowRecords: 2 });
    const second = afterPage({ ...first, page: 1 }, 1, {
      number: 1,
      totalElements: 3,
      totalPages: 2,
      last: false,
    });
    expect(second.isLast).toBe(true);
  });

  it('may be none, or one that is empty', () => {
    expect(afterPage(start, 0, { totalElements: 0, totalPages: 0 }).isLast).toBe(true);
    expect(afterPage(start, 0, { totalElements: 0, totalPages: 1 }).isLast).toBe(true);
  });

  it('end with `last`, or with an empty page, where HBS gives no totals', () => {
    expect(afterPage(start, 5, { last: false }).isLast).toBe(false);
    expect(afterPage(start, 5, { last: true }).isLast).toBe(true);
    expect(afterPage(start, 5, {}).isLast).toBe(false);
    expect(afterPage({ ...start, page: 1, windowRecords: 5 }, 0, {}).isLast).toBe(true);
  });

  it('may become more while they are read: records go on arriving at HBS', () => {
    const second = afterPage({ page: 1, windowTotal: 4, windowRecords: 2 }, 2, {
      totalElements: 5,
      totalPages: 3,
    });
    expect(second).toEqual({ isLast: false, windowTotal: 5, windowRecords: 4 });
    expect(afterPage({ ...second, page: 2 }, 1, { totalElements: 5, totalPages: 3 }).isLast).toBe(true);
  });

  it.each([
    ['another page than was asked for', start, 2, { number: 1, totalElements: 2, totalPages: 1 }],
    [
      'fewer in all than before',
      { page: 1, windowTotal: 4, windowRecords: 2 },
      2,
      { totalElements: 3, totalPages: 2 },
    ],
    ['a total that is suddenly missing', { page: 1, windowTotal: 4, windowRecords: 2 }, 2, { totalPages: 2 }],
    ['fewer records than there are', start, 1, { totalElements: 2, totalPages: 1 }],
    ['more records than there are', start, 3, { totalElements: 2, totalPages: 1 }],
  ])('are refused with %s', (_, before, records, said) => {
    expect(() => afterPage(before, records, said)).toThrow(
      expect.objectContaining({ code: 'PAGES_CONTRADICT' }),
    );
  });
});
