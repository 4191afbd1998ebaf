import { quoted, soleEntry } from './conversion.js';
import type { Inspection } from './inspection.js';
import type { Kind } from './kind.js';

/** Date, time to the minute or finer, offset if there is one. Groups: year … minute, second, fraction, offset. */
const READABLE =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
/** The form OICP asks for (RFC 3339), whatever the offset. */
const CONFORMANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;
/** Systems that have no date send year 1; nothing in e-mobility happened before this. */
const EARLIEST_YEAR = 1900;

/** A moment as it was written down: with the offset of the place where it was, and exactly as the text stood. */
export class Instant {
  private constructor(
    /** The text that arrived or will leave. */
    readonly text: string,
    /** Milliseconds since 1970 in UTC; a text without offset is taken as UTC. */
    readonly epochMs: number,
    /** Minutes east of UTC of the place; `undefined` if the text does not say. */
    readonly offsetMinutes: number | undefined,
    /** Digits after the milliseconds, without trailing zeros. */
    private readonly finer: string,
  ) {}

  /** `undefined` for a text that is no date with a time. */
  static parse(text: string): Instant | undefined {
    const match = READABLE.exec(text.trim());
    if (match === null) return undefined;
    const [, year, month, day, hour, minute, second = '0', fraction = '', offset] = match;
    const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
    const numbers = [year, month, day, hour, minute, second, milliseconds].map(Number);
    const local = localTime(numbers);
    const offsetMinutes = offset === undefined ? undefined : minutesOf(offset);
    if (local === undefined || Math.abs(offsetMinutes ?? 0) >= 24 * 60) return undefined;
    const epochMs = local - (offsetMinutes ?? 0) * 60_000;
    return new Instant(text, epochMs, offsetMinutes, fraction.slice(3).replace(/0+$/, ''));
  }

  /** For messages of our own: this moment, in UTC or as a clock `offsetMinutes` east of it shows it. */
  static at(moment: Date | number, offsetMinutes = 0): Instant {
    const epochMs = moment.valueOf();
    const shown = new Date(epochMs + offsetMinutes * 60_000).toISOString();
    const text = offsetMinutes === 0 ? shown : shown.replace('Z', offsetText(offsetMinutes));
    return new Instant(text, epochMs, offsetMinutes, '');
  }

  /** One text for one moment, whatever its offset; a moment without offset equals only its like. */
  get canonical(): string {
    const utc = new Date(this.epochMs).toISOString().slice(0, -1);
    return `${utc}${this.finer}${this.offsetMinutes === undefined ? '' : 'Z'}`;
  }

  toDate(): Date {
    return new Date(this.epochMs);
  }

  toJSON(): string {
    return this.text;
  }
}

/** A date with a time. Without offset it is kept and reported. */
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
    return read;
  },

  toWire: (value) => (value instanceof Instant ? value.text : value),
};

/** Milliseconds as if the clock showed UTC; `undefined` for a day or time that no calendar has. */
function localTime(numbers: readonly number[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = numbers;
  if (year < EARLIEST_YEAR || hour > 23 || minute > 59 || second > 60) return undefined;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  return midnight.valueOf() + ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond;
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
