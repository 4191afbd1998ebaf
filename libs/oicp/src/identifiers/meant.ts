import { parseEvcoId, type EvcoId } from './evco-id.js';
import { parseEvseId, type EvseId } from './evse-id.js';
import { compact, type Identifier } from './identifier.js';
import { parseOperatorId } from './operator-id.js';
import { parseProviderId } from './provider-id.js';

/** Characters that nobody sees, such as zero-width spaces. */
const INVISIBLE = /\p{Cf}/gu;
/** What stands between the parts of an identifier on a sticker, in an e-mail or on the phone. */
const GAPS = /[\s*\p{Pd}\u2212]+/gu;
/** No identifier is a tenth as long, and no sticker either. */
const LONGEST = 1_000;

/**
 * The EVSE that a person means: `DE ABC E1 2`, `de-abc-e1-2` and `DEABCE12` as `DE*ABC*E1*2`, `49 810 000 438` as
 * `+49*810*000*438`. A DIN form without any separator is none: where they stand belongs to the identity.
 */
export function evseIdMeant(written: string): EvseId | undefined {
  return meant(written, parseEvseId);
}

/** The operator that a person means: `de-abc` and `DE ABC` as `DE*ABC`, `+49 810` as `+49*810`. */
export function operatorIdMeant(written: string): Identifier | undefined {
  return meant(written, parseOperatorId);
}

/** The provider that a person means: `de emp` as `DE*EMP`. */
export function providerIdMeant(written: string): Identifier | undefined {
  return meant(written, parseProviderId);
}

/** The contract that a person means: `DE EMP C12345678 X` as `DE-EMP-C12345678-X`, each also without its check digit. */
export function evcoIdMeant(written: string): EvcoId | undefined {
  return meant(written, parseEvcoId);
}

/** `text` of what is found is a way to write it that OICP knows. */
function meant<Id extends Identifier>(
  written: string,
  parse: (text: string) => Id | undefined,
): Id | undefined {
  if (written.length > LONGEST) return undefined;
  const visible = written.replaceAll(INVISIBLE, '').trim();
  return parse(visible) ?? parse(starred(visible)) ?? parse(compact(visible.replaceAll(GAPS, '')));
}

/** With stars for separators; stars that are there stay as many as they are, because in DIN forms they count. */
function starred(text: string): string {
  return text.replace(/^\+\s+/, '+').replaceAll(GAPS, (gap) => gap.replaceAll(/[^*]/g, '') || '*');
}
