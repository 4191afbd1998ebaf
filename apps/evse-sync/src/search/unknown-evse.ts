import { RpcRefusal } from '#messaging';
import { valueRefusal } from '#suite';
import { askedEvseId } from '#oicp';

/** The refusal of an EvseID that is not in the replica: EVSE_UNKNOWN, or EVSE_ID_INVALID where no EVSE can have it. */
export function unknownEvseRefusal(evseId: string): RpcRefusal {
  const { problem } = askedEvseId(evseId);
  return problem === undefined
    ? new RpcRefusal('EVSE_UNKNOWN', 'HBS has sent no charging point with this EvseID.')
    : valueRefusal('EVSE_ID_INVALID', 'evseId', problem);
}
