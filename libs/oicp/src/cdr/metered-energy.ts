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
 * The kilowatt-hours that a meter counted: from its first to its last value. Those in between count only where the one at
 * start or end is missing. A meter that runs backwards measures nothing.
 */
export function meteredEnergy({
  MeterValueStart,
  MeterValueEnd,
  MeterValueInBetween,
}: MeterValues): Decimal | undefined {
  const isComplete = MeterValueStart !== undefined && MeterValueEnd !== undefined;
  const between = isComplete ? [] : (MeterValueInBetween?.meterValues ?? []);
  const values = [MeterValueStart, ...between, MeterValueEnd].filter((each) => each !== undefined);
  const [first, last] = [values[0], values.at(-1)];
  const runsForward = values.every((each, place) => !each.lessThan(values[place - 1] ?? each));
  return values.length < 2 || !runsForward || first === undefined ? undefined : last?.minus(first);
}
