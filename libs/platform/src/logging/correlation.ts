import { AsyncLocalStorage } from 'node:async_hooks';
import { randomFillSync } from 'node:crypto';

/**
 * The W3C trace context (`traceparent`) in which work runs: one trace per exchange with HBS or API call, passed on by HTTP,
 * RPC and events, so that one identifier finds every log line about it.
 */
export interface Correlation {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
}

const storage = new AsyncLocalStorage<Correlation>();
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The trace in which this code runs, if it runs in one. */
export function currentCorrelation(): Correlation | undefined {
  return storage.getStore();
}

/** Runs `work` in the trace that `traceparent` names, or in a new one where it names none. */
export function runCorrelated<T>(traceparent: unknown, work: () => T): T {
  return runInTrace(traceIdOf(traceparent), work);
}

/** The trace that `traceparent` names, or a new one where it names none. */
export function traceIdOf(traceparent: unknown): string {
  const match = typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : null;
  return match?.[1] ?? randomHex(16);
}

/** Runs `work` in a trace. */
export function runInTrace<T>(traceId: string, work: () => T): T {
  return storage.run({ traceId, spanId: randomHex(8) }, work);
}

/** The `traceparent` header for a call made from here, if this code runs in a trace. */
export function currentTraceparent(): string | undefined {
  const correlation = storage.getStore();
  return correlation && `00-${correlation.traceId}-${correlation.spanId}-01`;
}

/** Random bytes are fetched in bulk: one fetch costs more than everything else about a trace. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
