import { valueRefusal } from '#suite';
import { parseEvcoIdQuery, parseLooseEvcoId, type EvcoId } from '#oicp';

/** Parses an EvcoID that an API user gave. @throws {RpcRefusal} EVCO_ID_INVALID */
export function requireEvcoId(evcoId: string): EvcoId {
  const id = parseLooseEvcoId(evcoId);
  if (id) return id;
  const { problem = 'this is not an EvcoID' } = parseEvcoIdQuery(evcoId);
  throw valueRefusal('EVCO_ID_INVALID', 'evcoId', problem);
}
