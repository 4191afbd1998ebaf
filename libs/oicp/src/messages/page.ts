import { boolean } from '../schema/boolean.js';
import { integer } from '../schema/number.js';
import { mandatory, object, optional } from '../schema/object.js';

/** What HBS says about a page besides its records. `last` can contradict `totalPages`, and a page can be empty. */
export const pageFields = {
  /** From 0. */
  number: mandatory(integer()),
  /** Records asked for per page. */
  size: mandatory(integer()),
  totalElements: mandatory(integer()),
  last: mandatory(boolean),
  totalPages: mandatory(integer()),
  first: mandatory(boolean),
  numberOfElements: mandatory(integer()),
  empty: optional(boolean),
  pageable: optional(
    object({
      sort: optional(
        object({ sorted: optional(boolean), empty: optional(boolean), unsorted: optional(boolean) }),
      ),
      pageSize: optional(integer()),
      pageNumber: optional(integer()),
      offset: optional(integer()),
      paged: optional(boolean),
      unpaged: optional(boolean),
    }),
  ),
};
