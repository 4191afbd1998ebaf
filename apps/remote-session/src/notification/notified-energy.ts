import { meteredEnergy, type Decimal, type MeterValues, type ReceivedChargingNotification } from '#oicp';

/** Values of the meter that a notification names. */
export interface MeterReading {
  readonly start: Decimal | undefined;
  readonly latest: Decimal | undefined;
  /** The member that the latest is from. */
  readonly latestName: 'MeterValueEnd' | 'MeterValueInBetween';
}

/**
 * The kilowatt-hours that a notification reports up to then. Where it names none, or none that can be read, what the meter
 * counted, as of a charge detail record. What is negative measures nothing, and is a finding of its own.
 */
export function readEnergyKwh(value: ReceivedChargingNotification): string | undefined {
  const energy = consumedEnergy(value)?.energy ?? meteredEnergy(withValuesSoFar(value));
  return energy === undefined || energy.isNegative() ? undefined : energy.toFixed();
}

/**
 * While energy flows the meter has no value at the end: the one at the start is then the first of those in between, and where
 * one of these is less, they are not of one count, and measure nothing.
 */
function withValuesSoFar(value: ReceivedChargingNotification): MeterValues {
  const { Type, MeterValueStart, MeterValueEnd, MeterValueInBetween } = value;
  const between = MeterValueInBetween?.meterValues;
  if (Type !== 'Progress' || MeterValueStart === undefined || MeterValueEnd !== undefined || !between)
    return value;
  return { MeterValueInBetween: { meterValues: [MeterValueStart, ...between] } };
}

/** The consumed energy that a notification names, whatever its Type, and the member that it is from. */
export function consumedEnergy({
  ConsumedEnergy,
  ConsumedEnergyProgress,
}: ReceivedChargingNotification):
  { readonly name: 'ConsumedEnergy' | 'ConsumedEnergyProgress'; readonly energy: Decimal } | undefined {
  if (ConsumedEnergy !== undefined) return { name: 'ConsumedEnergy', energy: ConsumedEnergy };
  if (ConsumedEnergyProgress === undefined) return undefined;
  return { name: 'ConsumedEnergyProgress', energy: ConsumedEnergyProgress };
}

/** What the meter showed, where the notification names it. */
export function readMeter({
  MeterValueStart,
  MeterValueEnd,
  MeterValueInBetween,
}: ReceivedChargingNotification): MeterReading {
  const latest = MeterValueEnd ?? MeterValueInBetween?.meterValues?.at(-1);
  const latestName = MeterValueEnd === undefined ? 'MeterValueInBetween' : 'MeterValueEnd';
  return { start: MeterValueStart, latest, latestName };
}
