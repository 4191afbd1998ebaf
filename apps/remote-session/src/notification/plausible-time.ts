import type { Instant } from '#oicp';
import type { FactFinding } from '../state/fact.js';

/** Before this nobody sent notifications: a clock that shows less was never set. */
const EARLIEST_MS = Date.UTC(2015, 0, 1);
/** Clocks of charging stations are never exact. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** A time without offset may be the local time of any place. */
const WIDEST_OFFSET_MS = 14 * 60 * 60_000;

export interface PlausibleTime {
  readonly at: number;
  readonly findings: readonly FactFinding[];
}

/**
 * When a thing happened that was heard of at `receivedAt`. What a station reports is believed, the time that its clock
 * shows only where it can be: otherwise it happened when we heard of it.
 */
export function plausibleTime(name: string, told: Instant | undefined, receivedAt: number): PlausibleTime {
  const wrong = problemOf(told, receivedAt);
  if (told && wrong === undefined) return { at: told.epochMs, findings: [] };
  if (!told) {
    const message = `${name} is missing; the time of arrival counts`;
    return { at: receivedAt, findings: [{ code: 'time-missing', message }] };
  }
  const message = `${name} is ${told.text}, ${wrong}; the time of arrival counts`;
  return { at: receivedAt, findings: [{ code: 'time-implausible', message }] };
}

function problemOf(told: Instant | undefined, receivedAt: number): string | undefined {
  if (!told) return undefined;
  if (told.epochMs < EARLIEST_MS) return 'long ago';
  const tolerance = CLOCK_TOLERANCE_MS + (told.offsetMinutes === undefined ? WIDEST_OFFSET_MS : 0);
  return told.epochMs > receivedAt + tolerance ? 'in the future' : undefined;
}

/** The text of a time that can be; one that cannot is not shown as if it were. */
export function shownTime(told: Instant | undefined, receivedAt: number): string | undefined {
  return problemOf(told, receivedAt) === undefined ? told?.text : undefined;
}
