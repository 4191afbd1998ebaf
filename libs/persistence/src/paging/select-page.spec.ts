import { describe, expect, it } from '@jest/globals';
import { parseCursor } from './cursor.js';
import { selectPage } from './select-page.js';

const LIST = ['a', 'b', 'c', 'd', 'e'];

/** Reads the whole list, page by page. */
async function readAll(list: readonly string[], limit: number): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let next: string | undefined;
  do {
    const after = next === undefined ? -1 : list.indexOf(parseCursor(next, 1)[0] ?? '');
    const page = await selectPage(limit, (most) => Promise.resolve(list.slice(after + 1).slice(0, most)), {
      keyOf: (row) => [row],
      itemOf: (row) => row.toUpperCase(),
    });
    pages.push(page.items);
    ({ next } = page);
  } while (next !== undefined);
  return pages;
}

describe('a page of a list', () => {
  it.each([
    [1, [['A'], ['B'], ['C'], ['D'], ['E']]],
    [2, [['A', 'B'], ['C', 'D'], ['E']]],
    [4, [['A', 'B', 'C', 'D'], ['E']]],
    [5, [['A', 'B', 'C', 'D', 'E']]],
    [500, [['A', 'B', 'C', 'D', 'E']]],
  ])('of %d items leads to the next, until nothing follows', async (limit, pages) => {
    expect(await readAll(LIST, limit)).toEqual(pages);
  });

  it('of an empty list has no next', async () => {
    expect(await readAll([], 10)).toEqual([[]]);
  });
});
