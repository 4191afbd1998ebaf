import type { Alarm } from './alarm.js';
import type { Log } from './log.js';

type Fields = Readonly<Record<string, unknown>>;

const EVERY_MS = 60_000;

/**
 * An alarm whose cause may come a thousand times a second: raised at the first, then at most once a minute, with the
 * fields of the latest and, as `times`, how many it stands for.
 */
export class ThrottledAlarm {
  private times = 0;
  private raisedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly log: Log,
    private readonly alarm: Alarm,
  ) {}

  raise(fields: Fields, times = 1): void {
    if (performance.now() - this.raisedAt >= EVERY_MS) this.raiseAtOnce(fields, times);
    else this.times += times;
  }

  /** However short ago the last one was: there will be no next. */
  raiseAtOnce(fields: Fields, times = 1): void {
    this.log.raise(this.alarm, { times: this.times + times, ...fields });
    this.times = 0;
    this.raisedAt = performance.now();
  }
}
