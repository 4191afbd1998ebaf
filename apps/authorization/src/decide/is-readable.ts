import type { AuthorizationMedium } from '#suite';
import { parseEvcoId, uidKey } from '#oicp';

/** Whether the UID or EvcoID of a medium has the form of one. */
export function isReadable(medium: AuthorizationMedium): boolean {
  const key = medium.kind === 'rfid' ? uidKey(medium.uid) : parseEvcoId(medium.evcoId);
  return key !== undefined;
}
