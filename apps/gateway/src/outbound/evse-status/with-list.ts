import { isListOfStatuses } from '#oicp';

/** An operator with one list of statuses only. */
export function withList(operator: object, name: string, list: unknown): object {
  const others = Object.entries(operator).filter(([each]) => !isListOfStatuses(each));
  return { ...Object.fromEntries(others), [name]: list };
}
