import { isListOfStatuses } from '#oicp';

/** A list of statuses of an operator. */
export interface ListOfStatuses {
  /** As the operator spells it. */
  readonly name: string;
  /** What is given as the list. */
  readonly list: unknown;
}

/** An operator with one list of statuses only. */
export function withList(operator: object, { name, list }: ListOfStatuses): object {
  const others = Object.entries(operator).filter(([each]) => !isListOfStatuses(each));
  return { ...Object.fromEntries(others), [name]: list };
}
