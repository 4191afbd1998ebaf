import { chargingNotification, type ReceivedChargingNotification, type Violation } from '#oicp';

/** What says how much energy flowed. */
const ENERGY = [
  'ConsumedEnergy',
  'ConsumedEnergyProgress',
  'MeterValueStart',
  'MeterValueEnd',
  'MeterValueInBetween',
] as const satisfies readonly (keyof ReceivedChargingNotification)[];

/** A notification without the energy that it gives twice: nobody knows which of the values is meant, so none was read. */
export function withoutRepeatedEnergy(
  value: ReceivedChargingNotification,
  violations: readonly Violation[],
): ReceivedChargingNotification {
  const repeated = new Set(violations.filter(isRepeated).map(({ pointer }) => memberOf(pointer)));
  const unread = ENERGY.filter((name) => repeated.has(name));
  if (unread.length === 0) return value;
  return { ...value, ...Object.fromEntries(unread.map((name) => [name, undefined])) };
}

/** Whether a member was given more than once: another value than the one that was used may be meant. */
export function isRepeated({ code }: Pick<Violation, 'code'>): boolean {
  return code === 'repeated-field';
}

/** What is wrong with a repeated member: of energy no value is used, of any other member one. */
export function describeRepeated({ pointer, message }: Violation): string {
  const name = ENERGY.find((each) => each === memberOf(pointer));
  return name === undefined ? message : `${name} is given more than once; none is used`;
}

/** The member of the notification that a pointer leads to or into, however it was spelled. */
export function memberOf(pointer: string): string | undefined {
  const [name = ''] = pointer.slice(1).split('/');
  return chargingNotification.kind.fieldNamed(name)?.name;
}
