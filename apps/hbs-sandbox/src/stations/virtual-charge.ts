import type { Forwarding } from '../cdrs/cdr-archive.js';
import type { SessionAtHbs } from './session-at-hbs.js';

export const errorTypes = ['ConnectorError', 'CriticalError'] as const;
export type ErrorType = (typeof errorTypes)[number];

/** By whom a charge began: an app of the EMP, or a driver at the station. */
export type StartedBy = 'app' | 'driver';
export type EndedBy = 'remote stop' | 'driver' | 'unplugged' | 'car is full' | ErrorType;

export interface ChargeOrder extends SessionAtHbs {
  readonly startedBy: StartedBy;
  /** `false`: HBS gave the session up before the station began, and passes on nothing that is said of it. */
  readonly passedOn: boolean;
}

/** What was said of a charge to the EMP, and what it answered. */
export interface Report {
  readonly what: string;
  readonly answer: Forwarding;
}

/** Energy by meter, in watt-hours since the meter was made. */
export interface Meter {
  readonly startWattHours: number;
  /** Watts, as the time-lapse lets them flow. */
  readonly watts: number;
}

const HOUR_MS = 60 * 60_000;

/** A charge at a virtual charging station. Times are true, milliseconds since 1970; only energy is in time-lapse. */
export class VirtualCharge {
  readonly reports: Report[] = [];
  private readonly stopping = new AbortController();
  private end: { readonly at: number; readonly by: EndedBy } | undefined;

  constructor(
    readonly order: ChargeOrder,
    private readonly meter: Meter,
    readonly startedAt: number,
  ) {}

  get endedAt(): number | undefined {
    return this.end?.at;
  }

  get endedBy(): EndedBy | undefined {
    return this.end?.by;
  }

  /** Aborts when the charge has ended. */
  get ended(): AbortSignal {
    return this.stopping.signal;
  }

  get meterStart(): number {
    return this.meter.startWattHours;
  }

  /** Whole watt-hours that have flowed by then. */
  consumedAt(moment: number): number {
    const until = Math.min(moment, this.end?.at ?? moment);
    return Math.floor((Math.max(0, until - this.startedAt) * this.meter.watts) / HOUR_MS);
  }

  /** The first end is the end. */
  finish(by: EndedBy, at: number): void {
    if (this.end) return;
    this.end = { at, by };
    this.stopping.abort();
  }
}
