import { CodedError } from '#platform';

/** Why a run cannot go on. What it covers is read again by the next one. */
export class ReconciliationError extends CodedError {
  constructor(
    readonly code:
      /** HBS did not list the records, and will not by being asked again. */
      | 'HBS_REFUSED'
      /** HBS or the gateway was unavailable for longer than the timeout. */
      | 'HBS_UNAVAILABLE'
      /** The pages of a window do not add up to what HBS said it holds. */
      | 'PAGES_CONTRADICT'
      /** So many single records are too large to be fetched that no window would come to its end. */
      | 'RECORDS_TOO_LARGE',
    message: string,
  ) {
    super(message);
  }
}

/** A page would not fit into a message of the broker; one of fewer records may. */
export class PageTooLargeError extends CodedError {
  readonly code = 'PAGE_TOO_LARGE';
}
