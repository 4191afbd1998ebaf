import { RpcRefusal } from '#messaging';
import { valueRefusal } from '#suite';
import { askedEvseId } from '#oicp';

/** Why there is no such charging point: it is not known, or nothing can have such an EvseID. */
export function unknownEvseRefusal(evseId: string): RpcRefusal {
  const { problem } = askedEvseId(evseId);
  return problem === undefined
    ? new RpcRefusal('EVSE_UNKNOWN', 'HBS has listed no charging point with this EvseID.')
    : valueRefusal('EVSE_ID_INVALID', 'evseId', problem);
}
