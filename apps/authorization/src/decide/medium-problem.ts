import type { AuthorizationMedium } from '#suite';
import { parseEvcoId, uidKey } from '#oicp';

/** What is wrong with the form of a medium, without repeating it; `undefined` if nothing is. */
export function mediumProblem(medium: AuthorizationMedium): string | undefined {
  if (medium.kind !== 'rfid')
    return parseEvcoId(medium.evcoId) === undefined
      ? 'The EvcoID is not valid; one looks like DE-8EO-CAet5e4XY-3.'
      : undefined;
  return uidKey(medium.uid) === undefined
    ? 'The UID does not have 8, 14 or 20 hexadecimal digits.'
    : undefined;
}
