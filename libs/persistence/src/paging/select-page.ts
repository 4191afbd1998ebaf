import { cursorOf } from './cursor.js';

/** How the rows of a list become its pages. */
export interface PageForm<Row, Item> {
  /** The sort key of a row: the next page begins after it. */
  readonly keyOf: (row: Row) => readonly string[];
  /** A row as the list shows it. */
  readonly itemOf: (row: Row) => Item;
}

/**
 * A page of a list, with the cursor of the next one where another follows.
 *
 * @param limit most items of the page
 * @param select the rows from the page's first on, at most as many as it is told: one more than the page shows
 */
export async function selectPage<Row, Item>(
  limit: number,
  select: (most: number) => Promise<readonly Row[]>,
  { keyOf, itemOf }: PageForm<Row, Item>,
): Promise<{ items: Item[]; next?: string }> {
  const rows = await select(limit + 1);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => itemOf(row)),
    ...(last !== undefined && { next: cursorOf(...keyOf(last)) }),
  };
}
