import { evcoIdKey } from './evco-id.js';
import { evseIdKey } from './evse-id.js';
import { keyOfUnreadable } from './identifier.js';
import { parseLooseEvcoId, parseLooseEvseId } from './loose-identifiers.js';
import { toOtherNotation } from './other-notation.js';
import { uidKey } from './uid.js';

/** Whether two texts name one card. */
export function sameCard(one: string, other: string): boolean {
  return cardKey(one) === cardKey(other);
}

/** Whether two texts name one charging point, also with separators that OICP does not know. */
export function sameEvse(one: string, other: string): boolean {
  if (evseIdKey(one) === evseIdKey(other)) return true;
  const [meant, otherMeant] = [parseLooseEvseId(one), parseLooseEvseId(other)];
  return meant !== undefined && meant.key === otherMeant?.key;
}

/**
 * Whether two texts name one contract, also with separators that OICP does not know. Operators leave the check digit out,
 * but two that are given must be the same.
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
 * Whether two texts may name one contract: the same, or one that somebody converted between the notations of DIN and ISO.
 * Enough not to report another contract, and not to bill or authorise by it ({@link toOtherNotation}).
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

/** The key of any text that stands for a card, also of one that is no UID. */
export function cardKey(uid: string): string {
  return uidKey(uid) ?? keyOfUnreadable(uid);
}
