import type { Decimal } from '../schema/decimal.js';

/** The values of a meter that a charge detail record or a notification names. */
export interface MeterValues {
  /** Kilowatt-hours, as are the others. */
  readonly MeterValueStart?: Decimal | undefined;
  /** At the end. */
  readonly MeterValueEnd?: Decimal | undefined;
  /** In the order in which they were read. */
  readonly MeterValueInBetween?: { readonly meterValues?: readonly Decimal[] | undefined } | undefined;
}

/**
 * The kilowatt-hours that a meter counted: from start to end; where one of these is missing, by the values in between alone.
 * They may count from the start of the session where those at start and end count from the meter's, so that a difference
 * between the two kinds measures nothing. Nor does a meter that runs backwards.
 */
export function meteredEnergy({
  MeterValueStart,
  MeterValueEnd,
  MeterValueInBetween,
}: MeterValues): Decimal | undefined {
  const isComplete = MeterValueStart !== undefined && MeterValueEnd !== undefined;
  const values = isComplete ? [MeterValueStart, MeterValueEnd] : (MeterValueInBetween?.meterValues ?? []);
  const [first, last] = [values[0], values.at(-1)];
  const runsForward = values.every((each, place) => !each.lessThan(values[place - 1] ?? each));
  return values.length < 2 || !runsForward || first === undefined ? undefined : last?.minus(first);
}
