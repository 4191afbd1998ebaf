import type { IdentifierQuery } from '#oicp';
import { valueRefusal } from './wrong-values.js';

/**
 * The keys that a filter by an identifier compares with. What is no identifier of its kind may be stored all the same,
 * because what arrives is kept as it came: only where nothing has it, the filter is refused.
 *
 * @param parameter its name in the API
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
