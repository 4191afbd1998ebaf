import { compact, keyOfUnreadable, type Identifier } from './identifier.js';
import { readTolerantly } from './tolerant-reading.js';

/** OICP 2.3, `OperatorIDType`. */
export const OPERATOR_ID_FORM = /^(?:[A-Za-z]{2}\*?[A-Za-z0-9]{3}|\+?[0-9]{1,3}\*[0-9]{3})$/;
const ISO = /^[A-Z]{2}\*?[A-Z0-9]{3}$/i;
const DIN = /^\+?[0-9]{1,3}\*[0-9]{3}$/;

/** Parses a CPO's `DE*ABC`, `DEABC`, `+49*536`; the separator of the DIN form belongs to the identity. */
export function parseOperatorId(text: string): Identifier | undefined {
  const trimmed = text.trim();
  if (ISO.test(trimmed)) return { text, notation: 'ISO', key: compact(trimmed) };
  if (!DIN.test(trimmed)) return undefined;
  return { text, notation: 'DIN', key: trimmed.startsWith('+') ? trimmed : `+${trimmed}` };
}

/** The same CPO in the form that HBS accepts: without blanks around it. `undefined` if the text is not an OperatorID. */
export function conformantOperatorId(text: string): string | undefined {
  return parseOperatorId(text)?.text.trim();
}

/** The key of any text that names a CPO, also of one that is not an OperatorID (`CH*SWISSCHARGE`). */
export function operatorIdKey(text: string): string {
  return (parseOperatorId(text) ?? readTolerantly(text, parseOperatorId))?.key ?? keyOfUnreadable(text);
}
