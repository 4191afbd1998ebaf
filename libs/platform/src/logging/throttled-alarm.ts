import type { Alarm } from './alarm.js';
import type { Log } from './log.js';

type Fields = Readonly<Record<string, unknown>>;

const EVERY_MS = 60_000;

/**
 * An alarm whose cause may occur a thousand times a second: raised at the first occurrence, then at most once a minute,
 * with the fields of the latest and, as `times`, the number of occurrences since.
 */
export class ThrottledAlarm {
  private times = 0;
  private raisedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly log: Log,
    private readonly alarm: Alarm,
  ) {}

  /** Raises the alarm, or counts the occurrence if the last alarm is less than a minute old. */
  raise(fields: Fields, times = 1): void {
    if (performance.now() - this.raisedAt >= EVERY_MS) this.raiseAtOnce(fields, times);
    else this.times += times;
  }

  /** Raises the alarm even if the last one is less than a minute old: for the end of a process. */
  raiseAtOnce(fields: Fields, times = 1): void {
    this.log.raise(this.alarm, { times: this.times + times, ...fields });
    this.times = 0;
    this.raisedAt = performance.now();
  }
}
