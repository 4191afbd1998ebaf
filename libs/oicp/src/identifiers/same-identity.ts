import { evcoIdKey } from './evco-id.js';
import { evseIdKey } from './evse-id.js';
import { keyOfUnreadable } from './identifier.js';
import { parseLooseEvcoId, parseLooseEvseId } from './loose-identifiers.js';
import { toOtherNotation } from './other-notation.js';
import { uidKey } from './uid.js';

/** Whether two texts name the same card. */
export function sameCard(one: string, other: string): boolean {
  return cardKey(one) === cardKey(other);
}

/** Whether two texts name the same charging point, also with separators that OICP does not know. */
export function sameEvse(one: string, other: string): boolean {
  if (evseIdKey(one) === evseIdKey(other)) return true;
  const [meant, otherMeant] = [parseLooseEvseId(one), parseLooseEvseId(other)];
  return meant !== undefined && meant.key === otherMeant?.key;
}

/**
 * Whether two texts name the same contract, also with separators that OICP does not know. A missing check digit, which
 * operators leave out, matches any.
 */
export function sameContract(one: string, other: string): boolean {
  if (evcoIdKey(one) === evcoIdKey(other)) return true;
  const [meant, otherMeant] = [parseLooseEvcoId(one), parseLooseEvcoId(other)];
  if (meant === undefined || otherMeant === undefined) return false;
  const areComplete = meant.checkDigit !== undefined && otherMeant.checkDigit !== undefined;
  return areComplete
    ? meant.key === otherMeant.key
    : meant.keyWithoutCheckDigit === otherMeant.keyWithoutCheckDigit;
}

/**
 * Whether two texts may name the same contract: it is the same, or converted between the notations of DIN and ISO. Enough
 * to report no other contract, and not enough to bill or authorise ({@link toOtherNotation}).
 */
export function maybeSameContract(one: string, other: string): boolean {
  if (sameContract(one, other)) return true;
  const converted = [one, other].map((each) => {
    const id = parseLooseEvcoId(each);
    return id === undefined ? [] : toOtherNotation(id).map(({ text }) => text);
  });
  const [ofOne = [], ofOther = []] = converted;
  return ofOne.some((each) => sameContract(each, other)) || ofOther.some((each) => sameContract(each, one));
}

/** The key of any text that names a card, also of one that is not a UID. */
export function cardKey(uid: string): string {
  return uidKey(uid) ?? keyOfUnreadable(uid);
}
