import type { Message } from 'amqplib';
import { currentTraceparent } from '#platform';

/** Which attempt at the message this is, from 1. Counted by us: `x-death` counts differ between broker versions. */
export const ATTEMPT = 'x-attempt';
export const LAST_REASON = 'x-last-reason';
export const DEAD_REASON = 'x-dead-reason';
export const DEAD_AT = 'x-dead-at';
export const TRACEPARENT = 'traceparent';

/** The header by which a handler continues the sender's trace. */
export function traceHeader(): Record<string, string> {
  const traceparent = currentTraceparent();
  return traceparent === undefined ? {} : { [TRACEPARENT]: traceparent };
}

export function attemptOf({ properties }: Message): number {
  const attempt: unknown = properties.headers?.[ATTEMPT];
  return typeof attempt === 'number' && attempt >= 1 ? attempt : 1;
}
