import { Injectable } from '@nestjs/common';
import { ApiSettings } from '../api-settings.js';

const MINUTE_MS = 60_000;

/**
 * How often each key may ask: a minute's requests at once at most, and then as they come back, evenly (GCRA, the leaky
 * bucket as a clock). It keeps a client that runs wild from pushing the others aside; each replica counts by itself.
 */
@Injectable()
export class RequestLimiter {
  /** By key, the instant at which all its requests would have come back. */
  private readonly fullAt = new Map<string, number>();
  private readonly intervalMs: number;

  constructor({ API_REQUESTS_PER_MINUTE }: ApiSettings) {
    this.intervalMs = MINUTE_MS / API_REQUESTS_PER_MINUTE;
  }

  /** Counts a request of a known key. @returns 0, or the whole seconds until there may be another */
  take(key: string, now = performance.now()): number {
    const fullAt = Math.max(this.fullAt.get(key) ?? now, now) + this.intervalMs;
    const wait = Math.floor(fullAt - MINUTE_MS - now);
    if (wait > 0) return Math.ceil(wait / 1_000);
    this.fullAt.set(key, fullAt);
    return 0;
  }
}
