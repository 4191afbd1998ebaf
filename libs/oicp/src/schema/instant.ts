import { quoted, soleEntry } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

/** Date, time to the minute or finer, offset if there is one. Groups: year … minute, second, fraction, offset. */
const READABLE =
  /^\s*(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?\s*$/i;
/** The form OICP asks for (RFC 3339), whatever the offset. */
const CONFORMANT =
  /^\d{4}-\d{2}-\d{2}T(?:\d{2}:\d{2}:[0-5]\d|23:59:60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;
/** Longer texts are padded with blanks, and would be stored whole. */
const LONGEST = 100;
/** Fractions of a second are compared down to this many digits; RFC 3339 allows any number. */
const FINEST = 12;
/** Systems without a date send year 1; nothing in e-mobility happened before this. */
const EARLIEST = Date.UTC(1900, 0, 1);
/** An offset can move the last day of 9999 to a year of five digits, which ISO 8601 does not have. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A moment as it was written: with the offset of its place, and with the exact text. */
export class Instant {
  private constructor(
    /** The text as received, or to be sent. */
    readonly text: string,
    /** Milliseconds since 1970 in UTC; a text without offset is read as UTC. */
    readonly epochMs: number,
    /** Offset of the place in minutes east of UTC; `undefined` if the text has none. */
    readonly offsetMinutes: number | undefined,
    /** Digits after the milliseconds, without trailing zeros. */
    private readonly finer: string,
  ) {}

  /** Parses a text; `undefined` if it is not a date with a time. */
  static parse(text: string): Instant | undefined {
    const match = text.length > LONGEST ? null : READABLE.exec(text);
    if (match === null) return undefined;
    const fraction = (match[7] ?? '').slice(0, FINEST);
    const local = localTime(match, fraction);
    const offset = match[8];
    const offsetMinutes = offset === undefined ? undefined : minutesOf(offset);
    if (local === undefined || Math.abs(offsetMinutes ?? 0) >= 24 * 60) return undefined;
    const epochMs = local - (offsetMinutes ?? 0) * 60_000;
    const finer = fraction.length <= 3 ? '' : fraction.slice(3).replace(/0+$/, '');
    return new Instant(text, epochMs, offsetMinutes, finer);
  }

  /**
   * For messages that we write: this moment, in UTC or with an offset of `offsetMinutes` east of UTC.
   * @throws {RangeError} for an invalid date
   */
  static at(moment: Date | number, offsetMinutes = 0): Instant {
    const epochMs = moment.valueOf();
    const shown = new Date(epochMs + offsetMinutes * 60_000).toISOString();
    const text = offsetMinutes === 0 ? shown : shown.replace('Z', offsetText(offsetMinutes));
    return new Instant(text, epochMs, offsetMinutes, '');
  }

  /** One text for one moment, whatever its offset; a moment without offset equals only another without. */
  get canonical(): string {
    const utc = new Date(this.epochMs).toISOString().slice(0, -1);
    return `${utc}${this.finer}${this.offsetMinutes === undefined ? '' : 'Z'}`;
  }

  /** To the millisecond. */
  toDate(): Date {
    return new Date(this.epochMs);
  }

  /** The original text. */
  toJSON(): string {
    return this.text;
  }
}

/** A date with a time. Without offset it is retained and reported. */
export const instant: Kind<Instant> = {
  read(found: unknown, inspection: Inspection): Instant | undefined {
    if (typeof found !== 'string') {
      const sole = soleEntry(found, inspection, 'a date with time');
      return typeof sole === 'string' ? instant.read(sole, inspection) : undefined;
    }
    const read = Instant.parse(found);
    if (read === undefined) inspection.report('unreadable', `is ${quoted(found)}, not a date with time`);
    else if (!CONFORMANT.test(found)) {
      inspection.report('wrong-form', `is ${quoted(found)}, not written as 2020-09-23T14:17:53.038Z`);
    }
    if (read !== undefined && read.offsetMinutes === undefined) {
      inspection.report('no-offset', `is ${quoted(found)}, without an offset to UTC`);
    }
    if (read !== undefined && (read.epochMs < EARLIEST || read.epochMs > LATEST)) {
      inspection.report('out-of-range', `is ${quoted(found)}, not a time from 1900 to 9999`);
    }
    return read;
  },

  toWire: (value) => (value instanceof Instant ? value.text : value),
};

/** Milliseconds as if the clock showed UTC; `undefined` for an impossible day or time. */
function localTime(match: RegExpExecArray, fraction: string): number | undefined {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return undefined;
  if (day < 1 || day > 31 || (day > 28 && day > daysIn(year, month))) return undefined;
  const millisecond = fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  // Date.UTC takes the years 0 to 99 as those of the 20th century.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  return midnight + ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond;
}

function daysIn(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}

function minutesOf(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', ''));
  return offset.startsWith('-') ? -minutes : minutes;
}

function offsetText(offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}
