import { RpcRefusal } from '#messaging';
import { valueRefusal } from '#suite';
import { parseEvseIdQuery } from '#oicp';

/** Why there is no such charging point: it is not known, or nothing can have such an EvseID. */
export function unknownEvse(evseId: string): RpcRefusal {
  const { problem } = parseEvseIdQuery(evseId);
  return problem === undefined
    ? new RpcRefusal('EVSE_UNKNOWN', 'HBS has listed no charging point with this EvseID.')
    : valueRefusal('EVSE_ID_INVALID', 'evseId', problem);
}
