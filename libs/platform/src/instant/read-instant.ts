/** RFC 3339's `date-time`. `T` and `Z` may be small letters there. Groups: year … second, fraction, offset. */
const RFC_3339 =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?([Zz]|[+-][0-9]{2}:[0-9]{2})$/;
/** The same for documents, within the years that {@link readInstant} accepts: `format: date-time` alone would allow others. */
export const INSTANT_PATTERN =
  '^(19[7-9][0-9]|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$';
/** What an unescaped `+` of an offset becomes in a query. */
const LOST_PLUS = / ([0-9]{2}:[0-9]{2})$/;
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The instant of a text as ISO 8601 in UTC with up to microseconds, or what is wrong with the text. */
export type InstantReading = { readonly utc: string } | { readonly problem: string };

/**
 * Reads an instant of a request or a setting: RFC 3339 with any offset up to ±23:59, from 1970 to 9999. A leap second is the
 * first second of the next minute, as POSIX clocks count it. The result is in UTC, because PostgreSQL accepts no offset
 * beyond ±15:59. Times in OICP payloads are read by `Instant` of `#oicp`.
 */
export function readInstant(text: string): InstantReading {
  const match = RFC_3339.exec(text);
  if (match === null) {
    return LOST_PLUS.test(text)
      ? { problem: 'must be a time with its offset; a + in a query is written %2B' }
      : { problem: 'must be a time with its offset, such as 2026-01-31T12:00:00Z' };
  }
  const epochMs = epochOf(match);
  if (epochMs === undefined) return { problem: 'must be a time that a calendar and a clock can show' };
  if (epochMs < EARLIEST || epochMs > LATEST) return { problem: 'must be between 1970 and 9999 in UTC' };
  const finer = (match[7] ?? '').slice(3, 6).padEnd(3, '0');
  const utc = new Date(epochMs).toISOString();
  return { utc: finer === '000' ? utc : utc.replace('Z', `${finer}Z`) };
}

function epochOf(match: RegExpExecArray): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const offset = minutesOf(match[8] ?? '');
  if (hour > 23 || minute > 59 || second > 60 || offset === undefined) return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  // Date.UTC moves a month or day that no calendar has to the next; it also moves years before 100, which are out of range.
  const shown = new Date(midnight);
  if (year >= 100 && (shown.getUTCMonth() !== month - 1 || shown.getUTCDate() !== day)) return undefined;
  const millisecond = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const epochMs = Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - offset * MINUTE_MS;
  // A leap second ends a day in UTC, whatever the offset of the clock.
  if (second === 60 && epochMs % DAY_MS >= 1_000) return undefined;
  return year < 100 ? -Infinity : epochMs;
}

function minutesOf(offset: string): number | undefined {
  if (offset.toUpperCase() === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
