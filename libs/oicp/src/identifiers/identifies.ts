import { parseEvseId } from './evse-id.js';
import { parseLooseEvcoId } from './loose-identifiers.js';
import { UID_FORM } from './uid.js';

/** `00000000`, `FFFFFFFF`: what readers give for a card that they could not read. */
const ONE_DIGIT = /^(.)\1*$/;

/** Whether the key of a card tells it from others: `UNKNOWN` and zeros alone are written for every one. */
export function identifiesCard(uidKey: string): boolean {
  return UID_FORM.test(uidKey) && !ONE_DIGIT.test(uidKey);
}

/** Whether the key of an EVSE tells it from others: `1` and `EVSE` are written for every one. */
export function identifiesEvse(evseKey: string): boolean {
  return parseEvseId(evseKey) !== undefined;
}

/**
 * The contract that a text names, as it came; `undefined` for one that is no EvcoID in either notation (`N/A`, `0`, `DE-EMP`):
 * no contract of ours is written so, and the contract that we know counts instead.
 */
export function namedContract(text: string | undefined): string | undefined {
  return text === undefined || parseLooseEvcoId(text) === undefined ? undefined : text;
}
