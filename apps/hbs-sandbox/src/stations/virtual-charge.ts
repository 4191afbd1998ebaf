import type { Forwarding } from '../cdrs/cdr-archive.js';
import type { SessionAtHbs } from './session-at-hbs.js';

/** Errors of a charging station, as in the notification Error. */
export const errorTypes = ['ConnectorError', 'CriticalError'] as const;
/** One of {@link errorTypes}. */
export type ErrorType = (typeof errorTypes)[number];

/** Who began a charge: an app of the EMP, or a driver at the station. */
export type StartedBy = 'app' | 'driver';
/** What ended a charge. */
export type EndedBy = 'remote stop' | 'driver' | 'unplugged' | 'car is full' | ErrorType;

/** A charge to begin. */
export interface ChargeOrder extends SessionAtHbs {
  readonly startedBy: StartedBy;
  /** `false`: HBS dropped the session before the station began, and drops its reports. */
  readonly passedOn: boolean;
}

/** A report to the EMP, and its answer. */
export interface Report {
  /** Type of the notification, or `CDR`. */
  readonly what: string;
  readonly answer: Forwarding;
}

/** The meter of a charging point. */
export interface Meter {
  /** Reading at the start of the charge, in watt-hours. */
  readonly startWattHours: number;
  /** Power in watts, multiplied by the time-lapse. */
  readonly watts: number;
}

const HOUR_MS = 60 * 60_000;

/** A charge at a virtual charging station. Times are real, in milliseconds since 1970; only energy is in time-lapse. */
export class VirtualCharge {
  /** What was reported to the EMP so far. */
  readonly reports: Report[] = [];
  private readonly stopping = new AbortController();
  private end: { readonly at: number; readonly by: EndedBy } | undefined;

  constructor(
    readonly order: ChargeOrder,
    private readonly meter: Meter,
    readonly startedAt: number,
  ) {}

  /** When it ended; `undefined` while it is running. */
  get endedAt(): number | undefined {
    return this.end?.at;
  }

  /** What ended it; `undefined` while it is running. */
  get endedBy(): EndedBy | undefined {
    return this.end?.by;
  }

  /** Aborts when the charge has ended. */
  get ended(): AbortSignal {
    return this.stopping.signal;
  }

  /** The reading of the meter at the start, in watt-hours. */
  get meterStart(): number {
    return this.meter.startWattHours;
  }

  /** Watt-hours charged until a moment. */
  consumedAt(moment: number): number {
    const until = Math.min(moment, this.end?.at ?? moment);
    return Math.floor((Math.max(0, until - this.startedAt) * this.meter.watts) / HOUR_MS);
  }

  /** Ends the charge; further calls have no effect. */
  finish(by: EndedBy, at: number): void {
    if (this.end) return;
    this.end = { at, by };
    this.stopping.abort();
  }
}
