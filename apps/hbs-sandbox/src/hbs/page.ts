/** One page of an answer, with the members that HBS adds to its records. */
export interface HbsPage<Entry> {
  readonly content: readonly Entry[];
  readonly number: number;
  readonly size: number;
  readonly totalElements: number;
  readonly last: boolean;
  readonly totalPages: number;
  readonly first: boolean;
  readonly numberOfElements: number;
  readonly empty: boolean;
}

/** The page of `records` with this number, from 0. */
export function toHbsPage<Entry extends object>(
  records: readonly Entry[],
  { number, size }: { readonly number: number; readonly size: number },
): HbsPage<Entry> {
  const content = records.slice(number * size, (number + 1) * size);
  const totalPages = Math.ceil(records.length / size);
  return {
    content,
    number,
    size,
    totalElements: records.length,
    last: number >= totalPages - 1,
    totalPages,
    first: number === 0,
    numberOfElements: content.length,
    empty: content.length === 0,
  };
}
