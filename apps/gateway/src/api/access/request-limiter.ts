import { Injectable } from '@nestjs/common';
import { ApiSettings } from '../api-settings.js';

const MINUTE_MS = 60_000;

/**
 * Limits the requests of each key: at most one minute's requests at once, refilled evenly (GCRA, the leaky bucket as a
 * clock). It keeps a runaway client from starving the others; each replica counts by itself.
 */
@Injectable()
export class RequestLimiter {
  /** By key, the instant at which its bucket is full again. */
  private readonly fullAt = new Map<string, number>();
  private readonly intervalMs: number;

  constructor({ API_REQUESTS_PER_MINUTE }: ApiSettings) {
    this.intervalMs = MINUTE_MS / API_REQUESTS_PER_MINUTE;
  }

  /** Counts a request of a known key. @returns 0, or whole seconds until the next one is allowed */
  take(key: string, now = performance.now()): number {
    const fullAt = Math.max(this.fullAt.get(key) ?? now, now) + this.intervalMs;
    const wait = Math.floor(fullAt - MINUTE_MS - now);
    if (wait > 0) return Math.ceil(wait / 1_000);
    this.fullAt.set(key, fullAt);
    return 0;
  }
}
