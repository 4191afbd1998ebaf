import type { ReceivedChargeDetailRecord } from '../messages/charge-detail-record.js';
import { Decimal } from '../schema/decimal.js';
import type { Instant } from '../schema/instant.js';

/** What each finding about a charge detail record means. Codes are stable. */
export const implausibilities = {
  'ends-before-start': 'An end lies before its start',
  'charging-outside-session': 'Charging began before its session or went on after it',
  'in-the-future': 'A time lies in the future',
  'negative-energy': 'The consumed energy is negative',
  'meter-runs-backwards': 'The meter value at the end is lower than at the start',
  'energy-differs-from-meter': 'The consumed energy is not the difference of the meter values',
  'enormous-energy': 'The consumed energy is more than any car takes',
} as const;

export type Implausibility = keyof typeof implausibilities;

/** Something about a record that a person should look at. It is billed or disputed by people, never refused. */
export interface Finding {
  readonly code: Implausibility;
  /** A sentence with the values that do not fit. */
  readonly message: string;
}

/** Kilowatt-hours. */
const ENORMOUS = new Decimal(1_000);
/** Each of three values is rounded to the watt-hour by itself. */
const ROUNDING = new Decimal('0.001');
/** Clocks of charging stations are never exact. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** A time without offset may be the local time of any place. */
const WIDEST_OFFSET_MS = 14 * 60 * 60_000;

/** Everything implausible in a record as read, seen at `now`. What is absent is not judged. */
export function implausible(record: ReceivedChargeDetailRecord, now: Date): readonly Finding[] {
  return [...aboutTimes(record), ...aboutTheFuture(record, now), ...aboutEnergy(record)];
}

function* aboutTimes(record: ReceivedChargeDetailRecord): Iterable<Finding> {
  const { SessionStart, SessionEnd, ChargingStart, ChargingEnd } = record;
  if (isBefore(SessionEnd, SessionStart)) yield order('ends-before-start', { SessionEnd, SessionStart });
  if (isBefore(ChargingEnd, ChargingStart)) yield order('ends-before-start', { ChargingEnd, ChargingStart });
  if (isBefore(ChargingStart, SessionStart)) {
    yield order('charging-outside-session', { ChargingStart, SessionStart });
  }
  if (isBefore(SessionEnd, ChargingEnd)) yield order('charging-outside-session', { SessionEnd, ChargingEnd });
}

function* aboutTheFuture(record: ReceivedChargeDetailRecord, now: Date): Iterable<Finding> {
  const { SessionStart, ChargingStart, ChargingEnd, SessionEnd } = record;
  for (const [name, instant] of Object.entries({ SessionStart, ChargingStart, ChargingEnd, SessionEnd })) {
    const tolerance = CLOCK_TOLERANCE_MS + (instant?.offsetMinutes === undefined ? WIDEST_OFFSET_MS : 0);
    if (instant !== undefined && instant.epochMs > now.valueOf() + tolerance) {
      yield { code: 'in-the-future', message: `${name} is ${instant.text}, in the future` };
    }
  }
}

function* aboutEnergy(record: ReceivedChargeDetailRecord): Iterable<Finding> {
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
    const message = `ConsumedEnergy is ${ConsumedEnergy.toString()} kWh, the meter says ${metered.toString()} kWh`;
    yield { code: 'energy-differs-from-meter', message };
  }
}

/** Only times that both have or both lack an offset can be compared. */
function isBefore(one: Instant | undefined, other: Instant | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const comparable = (one.offsetMinutes === undefined) === (other.offsetMinutes === undefined);
  return comparable && one.epochMs < other.epochMs;
}

function order(code: Implausibility, instants: Readonly<Record<string, Instant | undefined>>): Finding {
  const [earlier, later] = Object.entries(instants).map(([name, instant]) => `${name} (${instant?.text})`);
  return { code, message: `${earlier} lies before ${later}` };
}
