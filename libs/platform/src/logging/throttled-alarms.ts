import type { Alarm } from './alarm.js';
import type { Log } from './log.js';

type Fields = Readonly<Record<string, unknown>>;

const EVERY_MS = 60_000;
/** Causes that are raised one by one within a minute. */
const MOST_CAUSES = 100;

interface Cause {
  latest: Fields;
  /** Not raised yet. */
  times: number;
}

/**
 * An alarm that has many causes, each of which may occur a thousand times a second. A cause is raised at its first
 * occurrence, then at most once a minute, with the fields of the latest and, as `times`, the number of occurrences since.
 * Occurrences that were held back are raised at the end of the minute, even if none follows. Causes beyond the hundredth
 * within a minute are raised together, so that many causes do not flood the log.
 */
export class ThrottledAlarms {
  private causes = new Map<string, Cause>();
  private beyond = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param together the fields of the line for causes beyond the hundredth */
  constructor(
    private readonly log: Log,
    private readonly alarm: Alarm,
    private readonly together: Fields,
  ) {}

  /** Raises the alarm for a cause, or counts the occurrence if its last alarm is less than a minute old. */
  raise(cause: string, fields: Fields): void {
    this.timer ??= setTimeout(() => this.endMinute(), EVERY_MS).unref();
    const known = this.causes.get(cause);
    if (known) {
      known.latest = fields;
      known.times += 1;
    } else if (this.causes.size < MOST_CAUSES) {
      this.causes.set(cause, { latest: fields, times: 0 });
      this.log.raise(this.alarm, { times: 1, ...fields });
    } else this.beyond += 1;
  }

  /** Raises what was held back, and ends the timer. */
  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.raiseHeldBack();
    this.causes.clear();
  }

  private endMinute(): void {
    this.timer = undefined;
    const raised = this.raiseHeldBack();
    // They were raised just now: their next minute has begun.
    this.causes = new Map(raised.map(([cause, { latest }]) => [cause, { latest, times: 0 }]));
    if (raised.length > 0) this.timer = setTimeout(() => this.endMinute(), EVERY_MS).unref();
  }

  private raiseHeldBack(): readonly (readonly [string, Cause])[] {
    const heldBack = [...this.causes].filter(([, { times }]) => times > 0);
    for (const [, { latest, times }] of heldBack) this.log.raise(this.alarm, { times, ...latest });
    if (this.beyond > 0) this.log.raise(this.alarm, { times: this.beyond, ...this.together });
    this.beyond = 0;
    return heldBack;
  }
}
