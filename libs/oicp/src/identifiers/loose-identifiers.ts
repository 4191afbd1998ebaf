import { parseEvcoId, type EvcoId } from './evco-id.js';
import { conformantEvseId, parseEvseId, type EvseId } from './evse-id.js';
import type { Identifier } from './identifier.js';
import { parseOperatorId } from './operator-id.js';
import { parseProviderId } from './provider-id.js';
import { parseLoosely } from './tolerant-reading.js';

/**
 * The EVSE that a person means: `DE ABC E1 2`, `de-abc-e1-2` and `DEABCE12` as `DE*ABC*E1*2`, `49 810 000 438` as
 * `+49*810*000*438`. A DIN form needs its separators, because their places belong to the identity.
 */
export function parseLooseEvseId(written: string): EvseId | undefined {
  return parseLoosely(written, parseEvseId);
}

/** The EvseID that a person means, in the form that HBS accepts: in capitals. `undefined` if the text is not an EvseID. */
export function toHbsEvseId(written: string): string | undefined {
  const meant = parseLooseEvseId(written);
  return meant && conformantEvseId(meant.text);
}

/** The operator that a person means: `de-abc` and `DE ABC` as `DE*ABC`, `+49 810` as `+49*810`. */
export function parseLooseOperatorId(written: string): Identifier | undefined {
  return parseLoosely(written, parseOperatorId);
}

/** The provider that a person means: `de emp` as `DE*EMP`. */
export function parseLooseProviderId(written: string): Identifier | undefined {
  return parseLoosely(written, parseProviderId);
}

/** The contract that a person means: `DE EMP C12345678 X` as `DE-EMP-C12345678-X`, each also without its check digit. */
export function parseLooseEvcoId(written: string): EvcoId | undefined {
  return parseLoosely(written, parseEvcoId);
}
