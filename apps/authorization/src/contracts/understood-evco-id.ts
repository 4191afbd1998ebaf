import { RpcRefusal } from '#messaging';
import { evcoIdMeant, type EvcoId } from '#oicp';

/** @throws {RpcRefusal} EVCO_ID_INVALID */
export function understoodEvcoId(evcoId: string): EvcoId {
  const id = evcoIdMeant(evcoId);
  if (!id)
    throw new RpcRefusal('EVCO_ID_INVALID', 'this is not an EvcoID; one looks like DE-ABC-C12345678-X');
  return id;
}
