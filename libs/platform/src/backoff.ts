/** How long to wait between attempts. */
export interface BackoffOptions {
  /** Milliseconds before the second attempt. */
  readonly initial: number;
  /** Longest wait in milliseconds. */
  readonly most: number;
}

/** Milliseconds to wait after failed attempt number `attempt` (from 1): doubling, capped, spread by a fifth. */
export function backoff(attempt: number, { initial, most }: BackoffOptions): number {
  const planned = Math.min(most, initial * 2 ** Math.min(attempt - 1, 30));
  return Math.round(planned * (0.8 + Math.random() * 0.4));
}
