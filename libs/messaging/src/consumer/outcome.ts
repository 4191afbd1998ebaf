import { CodedError } from '#platform';

/** The result of handling a message: a handler returns it instead of touching a channel. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly reason: string }
  | { readonly kind: 'dead-letter'; readonly reason: string };

/** Handled: the message is acknowledged. */
export const done: Outcome = { kind: 'done' };
/** Not now: the message is delivered again after a delay, and dead-lettered after the last attempt. */
export const retryLater = (reason: string): Outcome => ({ kind: 'retry', reason });
/** Never: the message is dead-lettered at once, for a person to look at. */
export const deadLetter = (reason: string): Outcome => ({ kind: 'dead-letter', reason });

/**
 * A dependency of the handler is unavailable. The consumer pauses, and the message waits without using up an attempt:
 * an outage must not dead-letter a whole day's messages.
 */
export class DependencyUnavailableError extends CodedError {
  readonly code = 'DEPENDENCY_AWAY';

  constructor(dependency: string, options?: ErrorOptions) {
    super(`${dependency} is unavailable`, options);
  }
}
