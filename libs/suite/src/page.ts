import { z } from 'zod';

/** Which part of a list is asked for. */
export const pageQuery = z.object({
  limit: z.int().min(1).max(500).describe('Largest number of items in the page.'),
  cursor: z.string().optional().describe('`next` of the previous page; without it, the first page.'),
});
export type PageQuery = z.output<typeof pageQuery>;

/** A part of a list, and where the next one begins; no `next`, no more. */
export const pageOf = <Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; next: z.ZodOptional<z.ZodString> }> =>
  z.object({
    items: z.array(item),
    next: z.string().optional().describe('`cursor` of the next page; without it this is the last.'),
  });

export interface Page<Item> {
  readonly items: Item[];
  readonly next?: string | undefined;
}
