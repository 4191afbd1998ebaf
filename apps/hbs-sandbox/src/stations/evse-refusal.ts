import { evseIdKey } from '#oicp';
import type { HbsReply } from '../hbs/hbs-operation.js';
import { refused } from '../hbs/replies.js';
import type { DirectoryEvse, EvseDirectory } from '../network/evse-directory.js';

/** The charging point of a remote call, or why HBS does not pass the call on. */
export function reachableEvse(
  directory: EvseDirectory,
  evseId: string,
): { readonly evse: DirectoryEvse } | { readonly refusal: HbsReply } {
  const evse = directory.find(evseIdKey(evseId));
  if (!evse) return { refusal: refused('603', 'Unknown EVSE ID') };
  if (!evse.isHubjectCompatible) return { refusal: refused('604', 'EVSE ID is not Hubject compatible') };
  return { evse };
}
