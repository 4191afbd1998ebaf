import { meteredEnergy, type Decimal, type ReceivedChargingNotification } from '#oicp';

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
  const energy = consumedEnergy(value)?.energy ?? meteredEnergy(value);
  return energy === undefined || energy.isNegative() ? undefined : energy.toFixed();
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
