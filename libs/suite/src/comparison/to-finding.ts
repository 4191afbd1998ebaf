import { shownText } from '#persistence';
import { cdrComparisons, cdrFindingCodes, type CdrComparison } from '../cdr-comparisons.js';

/** A finding of a comparison: code, sentence, and with what a record or a notification was compared. */
export interface ComparisonFinding {
  /** A code of {@link cdrComparisons}. */
  readonly code: CdrComparison;
  /** A sentence that names no person. */
  readonly message: string;
  /** The session, EVSE, record or limit. */
  readonly comparedWith: string;
}

/** A finding of a comparison. It names no person: who it is about is in the record. */
export function toFinding(code: CdrComparison, comparedWith: string, detail?: string): ComparisonFinding {
  const message = detail === undefined ? cdrComparisons[code] : `${cdrComparisons[code]}: ${detail}`;
  return { code, message: shownText(asSentence(message)), comparedWith: shownText(comparedWith) };
}

/** A text with the full stop of a sentence. */
export function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const places = new Map(cdrFindingCodes.map((code, index) => [code, index]));

/**
 * Findings as they are shown everywhere: what comparisons found first, then what is implausible in a record itself, then how
 * it broke the protocol; those of one code stay in their order.
 */
export function sortFindings<F extends { readonly code: string }>(findings: readonly F[]): readonly F[] {
  const placeOf = ({ code }: F): number => places.get(code) ?? places.size;
  return findings.toSorted((one, other) => placeOf(one) - placeOf(other));
}
