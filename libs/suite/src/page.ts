import { z } from 'zod';
import { LONGEST_TEXT, requestText } from './request-values.js';

/** Which part of a list to return. */
export const pageQuery = z.object({
  limit: z.int().min(1).max(500).describe('Largest number of items in the page.'),
  cursor: requestText(LONGEST_TEXT)
    .optional()
    .describe('`next` of the previous page, with the same filters; without it, the first page.'),
});
export type PageQuery = z.output<typeof pageQuery>;

/** The schema of a page of a list: its items, and the cursor of the next page. */
export const pageOf = <Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; next: z.ZodOptional<z.ZodString> }> =>
  z.object({
    items: z.array(item),
    next: z.string().optional().describe('`cursor` of the next page; without it this is the last.'),
  });

/** A page of a list. */
export interface Page<Item> {
  /** At most `limit` of them. */
  readonly items: Item[];
  /** `cursor` of the next page; absent on the last. */
  readonly next?: string | undefined;
}
