import type { AuthorizationMedium } from '#suite';
import {
  describeMissingMedium,
  mediumOf,
  type Medium,
  type ReceivedIdentification,
  type Violation,
} from '#oicp';

/** What a driver identified with; or, where that is not one thing, why not. */
export type AskedMedium =
  { readonly medium: AuthorizationMedium; readonly shown: string } | { readonly problem: string };

/** No PIN is longer in OICP, and none of them is let through whole: it would only be carried about. */
const LONGEST_PIN = 200;
const LONGEST_NAME = 200;

/** Reads the identification of AuthorizeStart and AuthorizeStop. A problem names no person and repeats nothing. */
export function askedMedium(
  identification: ReceivedIdentification | undefined,
  violations: readonly Violation[],
  charset: string | undefined,
): AskedMedium {
  const medium = mediumOf(identification);
  if (medium.kind === 'none')
    return { problem: describeMissingMedium(violations, charset) ?? 'No identification is given.' };
  if (medium.kind === 'several') return { problem: 'More than one identification is given.' };
  return { medium: toAsk(medium), shown: medium.kind === 'rfid' ? medium.uid : medium.evcoId };
}

function toAsk(medium: Exclude<Medium, { kind: 'none' | 'several' }>): AuthorizationMedium {
  if (medium.kind === 'rfid') return { kind: 'rfid', uid: medium.uid.slice(0, LONGEST_NAME) };
  const evcoId = medium.evcoId.slice(0, LONGEST_NAME);
  if (medium.kind !== 'qr') return { kind: medium.kind, evcoId };
  return { kind: 'qr', evcoId, ...(medium.pin !== undefined && { pin: medium.pin.slice(0, LONGEST_PIN) }) };
}
