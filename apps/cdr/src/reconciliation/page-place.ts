/**
 * Records a page, the most that HBS takes first. Each is a multiple of all that follow, so that a place at which one
 * page ends is one at which a page of the next size begins.
 */
const SIZES = [2_000, 1_000, 500, 250, 125, 25, 5, 1] as const;

/** Which page of a window, where all of its pages have one size. */
export interface PagePlace {
  /** From 0. */
  readonly page: number;
  /** Records a page. */
  readonly pageSize: number;
}

/** Where every window begins. */
export const FIRST_PLACE: PagePlace = { page: 0, pageSize: SIZES[0] };

/**
 * The same place in smaller pages: after the `read` records of the window that are here already, so that none is left
 * out. `undefined` where a page holds one record only.
 */
export function smallerPages({ pageSize }: PagePlace, read: number): PagePlace | undefined {
  const smaller = SIZES.find((each) => each < pageSize && read % each === 0);
  return smaller === undefined ? undefined : { page: read / smaller, pageSize: smaller };
}

/** The place after a page: in larger pages again, as soon as one of them begins just there. */
export function nextPlace({ page, pageSize }: PagePlace, read: number): PagePlace {
  const larger = SIZES.find((_, index) => SIZES[index + 1] === pageSize);
  return larger !== undefined && read % larger === 0
    ? { page: read / larger, pageSize: larger }
    : { page: page + 1, pageSize };
}
