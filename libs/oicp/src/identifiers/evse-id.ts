import { compact, keyOfUnreadable, type Identifier } from './identifier.js';
import { readTolerantly } from './tolerant-reading.js';

/**
 * OICP 2.3, `EvseIDType`; the OpenAPI document also allows small letters except for the `E`, and partners send them.
 */
export const EVSE_ID_FORM =
  /^(?:[A-Za-z]{2}\*?[A-Za-z0-9]{3}\*?E[A-Za-z0-9*]{1,30}|\+?[0-9]{1,3}\*[0-9]{3}\*[0-9*]{1,32})$/;
const ISO = /^([A-Z]{2}\*?[A-Z0-9]{3})\*?E(?=\**[A-Z0-9])[A-Z0-9*]{1,30}$/i;
const DIN = /^\+?([0-9]{1,3}\*[0-9]{3})\*[0-9*]{1,32}$/;
/** Of the key of an operator. */
const COUNTRY = /^(?:[A-Z]{2}|\+\d+)/;

/** A charging point. */
export interface EvseId extends Identifier {
  /**
   * Key of the operator part (`DEABC`, `+49*810`). Not always the operator under which HBS lists the EVSE: for every tenth
   * real record it is another one.
   */
  readonly operatorPart: string;
}

/**
 * Parses `DE*ABC*E1*2`, `DEABCE12`, `+49*810*000*438`. In ISO forms separators and case have no meaning; in DIN forms the
 * separators belong to the identity, the plus sign does not.
 */
export function parseEvseId(text: string): EvseId | undefined {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null) {
    return { text, notation: 'ISO', key: compact(trimmed), operatorPart: compact(iso[1] ?? '') };
  }
  const din = DIN.exec(trimmed);
  if (din === null) return undefined;
  const key = trimmed.startsWith('+') ? trimmed : `+${trimmed}`;
  return { text, notation: 'DIN', key, operatorPart: `+${din[1]}` };
}

/** The country of a charging point: `DE`, or `+49` in DIN notation. `undefined` if the text is not an EvseID. */
export function evseCountry(text: string): string | undefined {
  return COUNTRY.exec(parseEvseId(text)?.operatorPart ?? '')?.[0];
}

/** The same charging point in the form that HBS accepts: in capitals. `undefined` if the text is not an EvseID. */
export function conformantEvseId(text: string): string | undefined {
  return parseEvseId(text)?.text.trim().toUpperCase();
}

/** The key of any text that names an EVSE, also of one that is not an EvseID. */
export function evseIdKey(text: string): string {
  const trimmed = text.trim();
  // The usual case, without the cost of parsing.
  if (ISO.test(trimmed)) return compact(trimmed);
  return readTolerantly(text, parseEvseId)?.key ?? keyOfUnreadable(text);
}
