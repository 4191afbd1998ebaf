import { dinCheckDigit, isoCheckDigit } from './check-digit.js';
import { compact, keyOfUnreadable, type Identifier } from './identifier.js';
import { readTolerantly } from './tolerant-reading.js';

/**
 * OICP 2.3, `EvcoIDType`, whose own pattern also lets `|` through as separator and check digit. Letters may be small, but
 * for the `C` of ISO contracts and the `X` of a DIN check digit.
 */
export const EVCO_ID_FORM =
  /^(?:[A-Za-z]{2}-?[A-Za-z0-9]{3}-?C[A-Za-z0-9]{8}-?[A-Za-z0-9]|[A-Za-z]{2}[*-]?[A-Za-z0-9]{3}[*-]?[A-Za-z0-9]{6}[*-]?[0-9X])$/;
/** What the field sends: also without check digit, and ISO contracts from before the `C`. */
const ISO = /^([A-Z]{2}-?[A-Z0-9]{3})-?[A-Z0-9]{9}(?:-?([A-Z0-9]))?$/i;
const DIN = /^([A-Z]{2}[*-]?[A-Z0-9]{3})[*-]?[A-Z0-9]{6}(?:[*-]?([0-9X]))?$/i;
const LENGTH_WITHOUT_CHECK_DIGIT = { ISO: 14, DIN: 11 } as const;

/** A contract of a driver, also called EMAID or contract ID. */
export interface EvcoId extends Identifier {
  /** The key without check digit: what to look for if `key` finds nothing, and accept if exactly one contract fits. */
  readonly keyWithoutCheckDigit: string;
  /** The check digit that was written; mandatory in OICP, missing in practice, and not verified. */
  readonly checkDigit: string | undefined;
  /** Key of the provider part of the text. */
  readonly providerPart: string;
}

/** Understands `DE-8EO-CAet5e4XY-3`, `DE8EOCAet5e43X1`, `DE*8EO*Aet5e4*3`, each also without its check digit. */
export function parseEvcoId(text: string): EvcoId | undefined {
  const trimmed = text.trim();
  return toEvcoId(text, 'DIN', DIN.exec(trimmed)) ?? toEvcoId(text, 'ISO', ISO.exec(trimmed));
}

/**
 * The same contract as HBS takes it: in capitals. `undefined` where no form of the text fits, as without a check digit,
 * or without the `C` of an ISO contract.
 */
export function conformantEvcoId(text: string): string | undefined {
  const upper = parseEvcoId(text)?.text.trim().toUpperCase();
  return upper !== undefined && EVCO_ID_FORM.test(upper) ? upper : undefined;
}

/** The key of any text that stands for a contract, also of one that is no EvcoID. */
export function evcoIdKey(text: string): string {
  return (parseEvcoId(text) ?? readTolerantly(text, parseEvcoId))?.key ?? keyOfUnreadable(text);
}

/** The contract with the check digit that belongs to it, in the separators it came with: for EvcoIDs that we issue. */
export function withCheckDigit(id: EvcoId): string {
  const body = id.checkDigit === undefined ? id.text.trim() : id.text.trim().replace(/[*-]?.$/, '');
  const separator = /[*-]/.exec(body)?.[0] ?? '';
  return `${body}${separator}${computedCheckDigit(id)}`;
}

/** The check digit that belongs to a contract, whatever digit was written. */
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
