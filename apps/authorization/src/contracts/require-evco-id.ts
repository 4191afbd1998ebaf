import { valueRefusal } from '#suite';
import { askedEvcoId, evcoIdMeant, type EvcoId } from '#oicp';

/** Parses an EvcoID that an API user gave. @throws {RpcRefusal} EVCO_ID_INVALID */
export function requireEvcoId(evcoId: string): EvcoId {
  const id = evcoIdMeant(evcoId);
  if (id) return id;
  const { problem = 'this is not an EvcoID' } = askedEvcoId(evcoId);
  throw valueRefusal('EVCO_ID_INVALID', 'evcoId', problem);
}
