import { CodedError } from '#platform';

/** What became of a message: a consumer's handler returns it, and nobody touches a channel. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly reason: string }
  | { readonly kind: 'dead-letter'; readonly reason: string };

/** Handled; the message may be forgotten. */
export const done: Outcome = { kind: 'done' };
/** Not now: again later, delayed and counted, and put aside after the last attempt. */
export const retryLater = (reason: string): Outcome => ({ kind: 'retry', reason });
/** Never: put aside at once, for a person to look at. */
export const deadLetter = (reason: string): Outcome => ({ kind: 'dead-letter', reason });

/**
 * Something that the handler needs is away. The consumer pauses, and the message waits without spending an attempt:
 * an outage must not put a whole day's messages aside.
 */
export class DependencyUnavailableError extends CodedError {
  readonly code = 'DEPENDENCY_AWAY';

  constructor(dependency: string, options?: ErrorOptions) {
    super(`${dependency} is away`, options);
  }
}
