import { operatorEvseStatus } from '#oicp';

/** Whether a member of an operator is its list of statuses, in any spelling. */
export function isListOfStatuses(name: string): boolean {
  return operatorEvseStatus.kind.fieldNamed(name)?.name === 'EvseStatusRecord';
}

/** An operator with one list of statuses only. */
export function withList(operator: object, name: string, list: unknown): object {
  const others = Object.entries(operator).filter(([each]) => !isListOfStatuses(each));
  return { ...Object.fromEntries(others), [name]: list };
}
