import type { Instant } from '../schema/instant.js';

/** Before this there were no records or notifications: a clock that shows less was never set. */
const EARLIEST_MS = Date.UTC(2015, 0, 1);
/** Tolerance for the clocks of charging stations. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** A time without offset may be local time anywhere. */
export const WIDEST_OFFSET_MS = 14 * 60 * 60_000;

/** Why a time is impossible, for a sentence. */
export type TimeProblem = 'long ago' | 'in the future';

/**
 * Why a time is impossible in a message received at `receivedAt` (milliseconds since 1970); `undefined` if it is possible.
 * The one rule for every time of charging from outside: an impossible time is reported and stays in the raw message, but is
 * neither shown as a time nor used for sorting.
 */
export function timeProblem(time: Instant, receivedAt: number): TimeProblem | undefined {
  if (isLongAgo(time)) return 'long ago';
  return earliestMoment(time) > receivedAt + CLOCK_TOLERANCE_MS ? 'in the future' : undefined;
}

/** The earliest moment that a time can mean, in milliseconds since 1970: without an offset, that of the place farthest east. */
export function earliestMoment({ epochMs, offsetMinutes }: Instant): number {
  return offsetMinutes === undefined ? epochMs - WIDEST_OFFSET_MS : epochMs;
}

/** The latest moment that a time can mean, in milliseconds since 1970: without an offset, that of the place farthest west. */
export function latestMoment({ epochMs, offsetMinutes }: Instant): number {
  return offsetMinutes === undefined ? epochMs + WIDEST_OFFSET_MS : epochMs;
}

/** Whether a time is of a clock that was never set, whenever it was received. */
export function isLongAgo(time: Instant): boolean {
  return time.epochMs < EARLIEST_MS;
}

/** The first of these times that is possible. */
export function firstPlausible(
  times: readonly (Instant | undefined)[],
  receivedAt: number,
): Instant | undefined {
  return times.find((time) => time !== undefined && timeProblem(time, receivedAt) === undefined);
}
