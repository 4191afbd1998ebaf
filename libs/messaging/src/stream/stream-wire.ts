import type { ConsumeMessage } from 'amqplib';

/** Chunks that may be in flight at a time; the receiver grants one more for each that it consumed. */
export const WINDOW = 4;
export const MAX_CHUNK_BYTES = 1024 * 1024;

/** Position of a chunk, from 0. */
export const SEQUENCE = 'x-sequence';
/** Set on the message that ends a stream, which carries no chunk. */
export const LAST = 'x-last';
/** How many further chunks the receiver can take. */
export const CREDIT = 'x-credit';
/** Set when the receiver cancels the stream. */
export const CANCEL = 'x-cancel';

export function numberIn({ properties }: ConsumeMessage, header: string): number {
  const value: unknown = properties.headers?.[header];
  return typeof value === 'number' ? value : -1;
}

export function isSet({ properties }: ConsumeMessage, header: string): boolean {
  return properties.headers?.[header] === true;
}
