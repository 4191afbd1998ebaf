/** One page of an answer, with what HBS says about it beside its records. */
export function pageOf(
  records: readonly object[],
  { number, size }: { readonly number: number; readonly size: number },
): object {
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
