import { evseIdKey, type Reading, type SessionNames } from '#oicp';
import type { OperationReply } from '../hbs/hbs-operation.js';
import { readConformant, refusalReply } from '../hbs/replies.js';
import type { DirectoryEvse, EvseDirectory } from '../network/evse-directory.js';

interface RemoteCall<V> {
  readonly request: V;
  readonly evse: DirectoryEvse;
}

/** What a remote call asks, and of which charging point, or why HBS does not pass it on. */
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

/** HBS gave up on the operator. */
export function operatorTimeoutReply(names?: SessionNames): OperationReply {
  return refusalReply('310', 'The operator did not answer in time', names);
}
