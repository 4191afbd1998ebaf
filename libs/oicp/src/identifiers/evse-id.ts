import { compact, keyOfUnreadable, type Identifier } from './identifier.js';

/**
 * The forms of OICP 2.3, `EvseIDType`; its OpenAPI document also allows small letters, but for the `E`, and so does the
 * field.
 */
export const EVSE_ID_FORM =
  /^(?:[A-Za-z]{2}\*?[A-Za-z0-9]{3}\*?E[A-Za-z0-9*]{1,30}|\+?[0-9]{1,3}\*[0-9]{3}\*[0-9*]{1,32})$/;
const ISO = /^([A-Z]{2}\*?[A-Z0-9]{3})\*?E(?=\**[A-Z0-9])[A-Z0-9*]{1,30}$/i;
const DIN = /^\+?([0-9]{1,3}\*[0-9]{3})\*[0-9*]{1,32}$/;

/** A charging point. */
export interface EvseId extends Identifier {
  /**
   * Key of the operator part of the text (`DEABC`, `+49*810`). Not the operator under which HBS lists the EVSE: every
   * tenth real record sits under another one.
   */
  readonly operatorPart: string;
}

/**
 * Understands `DE*ABC*E1*2`, `DEABCE12`, `+49*810*000*438`. In ISO forms separators and case mean nothing; in DIN forms
 * the separators belong to the identity, only the plus sign does not.
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

/** The same charging point as HBS takes it: an ISO form in capitals. `undefined` where the text is no EvseID. */
export function conformantEvseId(text: string): string | undefined {
  return parseEvseId(text)?.text.trim().toUpperCase();
}

/** The key of any text that stands for an EVSE, also of one that is no EvseID. */
export function evseIdKey(text: string): string {
  const trimmed = text.trim();
  // Nearly all of them, of which nothing but the key is wanted here.
  if (ISO.test(trimmed)) return compact(trimmed);
  return parseEvseId(text)?.key ?? keyOfUnreadable(text);
}
