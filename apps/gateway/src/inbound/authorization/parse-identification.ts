import type { AuthorizationMedium } from '#suite';
import {
  describeMissingMedium,
  mediumOf,
  type Medium,
  type ReceivedIdentification,
  type Violation,
} from '#oicp';

/** What a driver identified with, for authorization and for the journal; or why it is not exactly one medium. */
export type ParsedIdentification =
  { readonly medium: AuthorizationMedium; readonly identification: string } | { readonly problem: string };

/** Characters that are passed on. OICP allows none as long; what is longer is refused by authorization anyway. */
const LONGEST_PIN = 200;
const LONGEST_IDENTIFIER = 200;

/**
 * Reads the identification of AuthorizeStart and AuthorizeStop.
 *
 * @param charset of the body, if it is not UTF-8
 * @returns a `problem` for the operator, which never repeats what was sent
 */
export function parseIdentification(
  identification: ReceivedIdentification | undefined,
  violations: readonly Violation[],
  charset: string | undefined,
): ParsedIdentification {
  const medium = mediumOf(identification);
  if (medium.kind === 'none')
    return { problem: describeMissingMedium(violations, charset) ?? 'No identification is given.' };
  if (medium.kind === 'several') return { problem: 'More than one identification is given.' };
  return {
    medium: toAuthorizationMedium(medium),
    identification: medium.kind === 'rfid' ? medium.uid : medium.evcoId,
  };
}

function toAuthorizationMedium(medium: Exclude<Medium, { kind: 'none' | 'several' }>): AuthorizationMedium {
  if (medium.kind === 'rfid') return { kind: 'rfid', uid: medium.uid.slice(0, LONGEST_IDENTIFIER) };
  const evcoId = medium.evcoId.slice(0, LONGEST_IDENTIFIER);
  if (medium.kind !== 'qr') return { kind: medium.kind, evcoId };
  return { kind: 'qr', evcoId, ...(medium.pin !== undefined && { pin: medium.pin.slice(0, LONGEST_PIN) }) };
}
