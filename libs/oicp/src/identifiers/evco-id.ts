import { dinCheckDigit, isoCheckDigit } from './check-digit.js';
import { compact, keyOfUnreadable, type Identifier } from './identifier.js';
import { readTolerantly } from './tolerant-reading.js';

/**
 * OICP 2.3, `EvcoIDType`, whose own pattern also allows `|` as separator and check digit. Letters may be small, except for
 * the `C` of ISO contracts and the `X` of a DIN check digit.
 */
export const EVCO_ID_FORM =
  /^(?:[A-Za-z]{2}-?[A-Za-z0-9]{3}-?C[A-Za-z0-9]{8}-?[A-Za-z0-9]|[A-Za-z]{2}[*-]?[A-Za-z0-9]{3}[*-]?[A-Za-z0-9]{6}[*-]?[0-9X])$/;
/** What partners send: also without check digit, and ISO contracts from before the `C`. */
const ISO = /^([A-Z]{2}-?[A-Z0-9]{3})-?[A-Z0-9]{9}(?:-?([A-Z0-9]))?$/i;
const DIN = /^([A-Z]{2}[*-]?[A-Z0-9]{3})[*-]?[A-Z0-9]{6}(?:[*-]?([0-9X]))?$/i;
const LENGTH_WITHOUT_CHECK_DIGIT = { ISO: 14, DIN: 11 } as const;

/** A driver's contract, also called EMAID or contract ID. */
export interface EvcoId extends Identifier {
  /** The key without check digit: to look for if `key` finds nothing, and to accept if exactly one contract matches. */
  readonly keyWithoutCheckDigit: string;
  /** The check digit as written; mandatory in OICP, often missing in practice, and not verified. */
  readonly checkDigit: string | undefined;
  /** Key of the provider part. */
  readonly providerPart: string;
}

/** Parses `DE-8EO-CAet5e4XY-3`, `DE8EOCAet5e43X1`, `DE*8EO*Aet5e4*3`, each also without its check digit. */
export function parseEvcoId(text: string): EvcoId | undefined {
  const trimmed = text.trim();
  return toEvcoId(text, 'DIN', DIN.exec(trimmed)) ?? toEvcoId(text, 'ISO', ISO.exec(trimmed));
}

/**
 * The same contract in the form that HBS accepts: in capitals. `undefined` if there is none, as without a check digit or
 * without the `C` of an ISO contract.
 */
export function conformantEvcoId(text: string): string | undefined {
  const upper = parseEvcoId(text)?.text.trim().toUpperCase();
  return upper !== undefined && EVCO_ID_FORM.test(upper) ? upper : undefined;
}

/** The key of any text that names a contract, also of one that is not an EvcoID. */
export function evcoIdKey(text: string): string {
  return (parseEvcoId(text) ?? readTolerantly(text, parseEvcoId))?.key ?? keyOfUnreadable(text);
}

/** The EvcoID with its computed check digit and the separators of the text: for EvcoIDs that we issue. */
export function withCheckDigit(id: EvcoId): string {
  const body = id.checkDigit === undefined ? id.text.trim() : id.text.trim().replace(/[*-]?.$/, '');
  const separator = /[*-]/.exec(body)?.[0] ?? '';
  return `${body}${separator}${computedCheckDigit(id)}`;
}

/** The check digit of a contract, computed; the written one is ignored. */
export function computedCheckDigit(id: EvcoId): string {
  return id.notation === 'ISO'
    ? isoCheckDigit(id.keyWithoutCheckDigit)
    : dinCheckDigit(id.keyWithoutCheckDigit);
}

function toEvcoId(text: string, notation: 'ISO' | 'DIN', match: RegExpExecArray | null): EvcoId | undefined {
  if (match === null) return undefined;
  const key = compact(match[0]);
  return {
    text,
    notation,
    key,
    keyWithoutCheckDigit: key.slice(0, LENGTH_WITHOUT_CHECK_DIGIT[notation]),
    checkDigit: match[2]?.toUpperCase(),
    providerPart: compact(match[1] ?? ''),
  };
}
