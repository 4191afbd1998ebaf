import type { ReceivedChargeDetailRecord } from '../messages/charge-detail-record.js';
import { Decimal } from '../schema/decimal.js';
import type { Instant } from '../schema/instant.js';
import { firstPlausible, timeProblem } from './implausible-time.js';

/** The findings about a charge detail record alone, and what each code means. Codes are stable. */
export const implausibilities = {
  'ends-before-start': 'An end is before its start',
  'charging-outside-session': 'Charging began before its session or continued after it',
  'in-the-future': 'A time is in the future',
  'time-implausible': 'A time is before 2015: the clock was never set',
  'session-too-long': 'The session lasted longer than the limit',
  'record-late': 'The record was received long after its session ended',
  'negative-energy': 'The consumed energy is negative',
  'meter-runs-backwards': 'The meter value at the end is lower than at the start',
  'energy-differs-from-meter': 'The consumed energy is not the difference of the meter values',
  'enormous-energy': 'The consumed energy is more than any car can charge',
} as const;

export type Implausibility = keyof typeof implausibilities;

/** Something about a record that a person should look at. A record is never refused for it. */
export interface Finding {
  /** Which finding it is. */
  readonly code: Implausibility;
  /** A sentence with the values that are implausible. */
  readonly message: string;
}

/** Kilowatt-hours. */
const ENORMOUS = new Decimal(1_000);
/** Each of the three values is rounded to the watt-hour. */
const ROUNDING = new Decimal('0.001');
const DAY_MS = 24 * 60 * 60_000;

/** Limits beyond which a length of time is a finding, in milliseconds. */
export interface TimeLimits {
  /** The longest session without a finding. */
  readonly longestSessionMs: number;
  /** How long after its session's end a record may be received without a finding. */
  readonly lateAfterMs: number;
}

/** A car that is parked for a week's holiday; the longest range of GetChargeDetailRecords. */
export const usualTimeLimits: TimeLimits = { longestSessionMs: 7 * DAY_MS, lateAfterMs: 90 * DAY_MS };

/** Everything implausible in a parsed record that was received at `now`. Absent members are ignored. */
export function findImplausibilities(
  record: ReceivedChargeDetailRecord,
  now: Date,
  limits: TimeLimits = usualTimeLimits,
): readonly Finding[] {
  return [
    ...findOrderProblems(record),
    ...findClockProblems(record, now.valueOf()),
    ...findLengthProblems(record, now.valueOf(), limits),
    ...findEnergyProblems(record),
  ];
}

function* findOrderProblems(record: ReceivedChargeDetailRecord): Iterable<Finding> {
  const { SessionStart, SessionEnd, ChargingStart, ChargingEnd } = record;
  if (isBefore(SessionEnd, SessionStart))
    yield toOrderFinding('ends-before-start', { SessionEnd, SessionStart });
  if (isBefore(ChargingEnd, ChargingStart))
    yield toOrderFinding('ends-before-start', { ChargingEnd, ChargingStart });
  if (isBefore(ChargingStart, SessionStart)) {
    yield toOrderFinding('charging-outside-session', { ChargingStart, SessionStart });
  }
  if (isBefore(SessionEnd, ChargingEnd))
    yield toOrderFinding('charging-outside-session', { SessionEnd, ChargingEnd });
}

function* findClockProblems(record: ReceivedChargeDetailRecord, receivedAt: number): Iterable<Finding> {
  const { SessionStart, ChargingStart, ChargingEnd, SessionEnd } = record;
  for (const [name, instant] of Object.entries({ SessionStart, ChargingStart, ChargingEnd, SessionEnd })) {
    const problem = instant && timeProblem(instant, receivedAt);
    if (problem === undefined) continue;
    const code = problem === 'in the future' ? 'in-the-future' : 'time-implausible';
    yield { code, message: `${name} is ${instant?.text}, ${problem}` };
  }
}

/** Impossible times are ignored here: they are findings already. */
function* findLengthProblems(
  record: ReceivedChargeDetailRecord,
  receivedAt: number,
  { longestSessionMs, lateAfterMs }: TimeLimits,
): Iterable<Finding> {
  const start = firstPlausible([record.SessionStart, record.ChargingStart], receivedAt);
  const end = firstPlausible([record.SessionEnd, record.ChargingEnd], receivedAt);
  if (!end) return;
  if (start && end.epochMs - start.epochMs > longestSessionMs) {
    const days = formatDays(end.epochMs - start.epochMs);
    const message = `The session lasted ${days}, from ${start.text} to ${end.text}, more than ${formatDays(longestSessionMs)}`;
    yield { code: 'session-too-long', message };
  }
  if (receivedAt - end.epochMs > lateAfterMs) {
    const message = `The session ended ${formatDays(receivedAt - end.epochMs)} before its record was received (${end.text}), more than ${formatDays(lateAfterMs)}`;
    yield { code: 'record-late', message };
  }
}

function formatDays(milliseconds: number): string {
  const [length, unit] = milliseconds < DAY_MS ? [DAY_MS / 24, 'hour'] : [DAY_MS, 'day'];
  const count = Math.round((milliseconds / length) * 10) / 10;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function* findEnergyProblems(record: ReceivedChargeDetailRecord): Iterable<Finding> {
  const { ConsumedEnergy, MeterValueStart, MeterValueEnd } = record;
  if (ConsumedEnergy?.isNegative() === true && !ConsumedEnergy.isZero()) {
    yield { code: 'negative-energy', message: `ConsumedEnergy is ${ConsumedEnergy.toString()} kWh` };
  }
  if (ConsumedEnergy?.greaterThan(ENORMOUS) === true) {
    yield { code: 'enormous-energy', message: `ConsumedEnergy is ${ConsumedEnergy.toString()} kWh` };
  }
  if (MeterValueStart === undefined || MeterValueEnd === undefined) return;
  if (MeterValueEnd.lessThan(MeterValueStart)) {
    const message = `MeterValueEnd is ${MeterValueEnd.toString()} kWh after ${MeterValueStart.toString()} kWh`;
    yield { code: 'meter-runs-backwards', message };
  }
  if (ConsumedEnergy === undefined) return;
  const metered = MeterValueEnd.minus(MeterValueStart);
  if (metered.minus(ConsumedEnergy).abs().greaterThan(ROUNDING)) {
    const message = `ConsumedEnergy is ${ConsumedEnergy.toString()} kWh, the meter values differ by ${metered.toString()} kWh`;
    yield { code: 'energy-differs-from-meter', message };
  }
}

/** Only times that both have or both lack an offset can be compared. */
function isBefore(one: Instant | undefined, other: Instant | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const comparable = (one.offsetMinutes === undefined) === (other.offsetMinutes === undefined);
  return comparable && one.epochMs < other.epochMs;
}

function toOrderFinding(
  code: Implausibility,
  instants: Readonly<Record<string, Instant | undefined>>,
): Finding {
  const [earlier, later] = Object.entries(instants).map(([name, instant]) => `${name} (${instant?.text})`);
  return { code, message: `${earlier} is before ${later}` };
}
