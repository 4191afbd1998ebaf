import { namedContract } from '../identifiers/identifies.js';
import { cardKey, sameContract } from '../identifiers/same-identity.js';
import { meaningfulText } from '../text/meaningful-text.js';
import { displayText } from '../text/unclean.js';
import type { ReceivedIdentification } from '../types/identification.js';

/** Every card and contract that a record or a notification names, as it came, in the order of the specification. */
export interface NamedMedia {
  /** Each card once, whichever member names it. */
  readonly uids: readonly string[];
  /** Each contract once; a card of the older kind carries one beside its UID. */
  readonly evcoIds: readonly string[];
}

/**
 * What an identification names. There should be one medium; operators send several, and blanks or `N/A` for none. What is no
 * contract stays in the record, with its violation.
 */
export function namedMedia(identification: ReceivedIdentification | undefined): NamedMedia {
  const { RFIDMifareFamilyIdentification, RFIDIdentification, QRCodeIdentification } = identification ?? {};
  const { PlugAndChargeIdentification, RemoteIdentification } = identification ?? {};
  const sameUid = (one: string, other: string): boolean => namedCardKey(one) === namedCardKey(other);
  return {
    uids: distinct([RFIDMifareFamilyIdentification?.UID, RFIDIdentification?.UID], sameUid),
    evcoIds: distinct(
      [
        RFIDIdentification?.EvcoID,
        QRCodeIdentification?.EvcoID,
        PlugAndChargeIdentification?.EvcoID,
        RemoteIdentification?.EvcoID,
      ].map(namedContract),
      sameContract,
    ),
  };
}

/** The key of a card that a partner wrote down, also with characters that nobody sees. */
export function namedCardKey(uid: string): string {
  return cardKey(displayText(uid));
}

function distinct(
  texts: readonly (string | undefined)[],
  isSame: (one: string, other: string) => boolean,
): readonly string[] {
  const found: string[] = [];
  for (const text of texts.map(meaningfulText))
    if (text !== undefined && !found.some((each) => isSame(each, text))) found.push(text);
  return found;
}
