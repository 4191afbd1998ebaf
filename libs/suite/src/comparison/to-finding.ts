import { cdrComparisons, type CdrComparison, type CdrFinding } from '#suite';
import { shownText } from '#persistence';

/** A finding of a comparison. It names no person: who it is about is in the record. */
export function toFinding(code: CdrComparison, comparedWith: string, detail?: string): CdrFinding {
  const message = detail === undefined ? cdrComparisons[code] : `${cdrComparisons[code]}: ${detail}`;
  return { code, message: shownText(message), comparedWith: shownText(comparedWith) };
}
