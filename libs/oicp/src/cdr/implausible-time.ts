import type { Instant } from '../schema/instant.js';

/** Before this nobody sent records or notifications: a clock that shows less was never set. */
const EARLIEST_MS = Date.UTC(2015, 0, 1);
/** Clocks of charging stations are never exact. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** A time without offset may be the local time of any place. */
const WIDEST_OFFSET_MS = 14 * 60 * 60_000;

/** Why a time cannot be, for a sentence. */
export type TimeProblem = 'long ago' | 'in the future';

/**
 * Why a time cannot be when something happened that we received at `receivedAt` (milliseconds since 1970); `undefined`
 * where it can. The one rule for every time of charging that comes from outside: what it refuses is reported, kept in the
 * raw message, and neither shown as a time nor sorted by.
 */
export function timeProblem(time: Instant, receivedAt: number): TimeProblem | undefined {
  if (isLongAgo(time)) return 'long ago';
  const tolerance = CLOCK_TOLERANCE_MS + (time.offsetMinutes === undefined ? WIDEST_OFFSET_MS : 0);
  return time.epochMs > receivedAt + tolerance ? 'in the future' : undefined;
}

/** Whether a time is of a clock that was never set, whenever it was received. */
export function isLongAgo(time: Instant): boolean {
  return time.epochMs < EARLIEST_MS;
}

/** The first of these times that can be. */
export function firstPlausible(
  times: readonly (Instant | undefined)[],
  receivedAt: number,
): Instant | undefined {
  return times.find((time) => time !== undefined && timeProblem(time, receivedAt) === undefined);
}
