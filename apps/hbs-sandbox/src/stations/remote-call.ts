import { evseIdKey, type Reading, type SessionNames } from '#oicp';
import type { OperationReply } from '../hbs/hbs-operation.js';
import { readConformant, refusalReply } from '../hbs/replies.js';
import type { DirectoryEvse, EvseDirectory } from '../network/evse-directory.js';

interface RemoteCall<V> {
  readonly request: V;
  readonly evse: DirectoryEvse;
}

/** Reads a remote call and finds its charging point, or refuses the call as HBS does. */
export function readRemoteCall<V extends { readonly EvseID?: string | undefined }>(
  message: { read(body: Uint8Array): Reading<V> },
  body: Uint8Array,
  directory: EvseDirectory,
): RemoteCall<V> | { readonly refusal: OperationReply } {
  const read = readConformant(message, body);
  if ('refusal' in read) return read;
  const evse = directory.find(evseIdKey(read.value.EvseID ?? ''));
  if (!evse) return { refusal: refusalReply('603', 'Unknown EVSE ID') };
  if (!evse.isHubjectCompatible) return { refusal: refusalReply('604', 'EVSE ID is not Hubject compatible') };
  return { request: read.value, evse };
}

/** The refusal of a call whose operator did not answer in time. */
export function operatorTimeoutReply(names?: SessionNames): OperationReply {
  return refusalReply('310', 'The operator did not answer in time', names);
}
