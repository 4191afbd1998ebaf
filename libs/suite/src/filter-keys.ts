import type { IdentifierQuery } from '#oicp';
import { valueRefusal } from './wrong-values.js';

/**
 * The keys that a filter by an identifier compares with. Partners also send identifiers of a wrong form, and these are
 * stored unchanged: a filter of a wrong form is refused only if nothing is stored under it.
 *
 * @param parameter the filter's name in the API
 * @throws {RpcRefusal} FILTER_INVALID
 */
export async function resolveFilterKeys(
  parameter: string,
  { keys, problem }: IdentifierQuery,
  isStored: (keys: readonly string[]) => Promise<boolean>,
): Promise<readonly string[]> {
  if (problem === undefined || (await isStored(keys))) return keys;
  throw valueRefusal('FILTER_INVALID', parameter, problem);
}
