import type { StatusCode } from '../tables/status-codes.js';
import { displayText } from '../text/unclean.js';
import type { StatusCodeType } from '../types/status-code.js';

/** The status code of one of our answers. */
export interface AnswerStatus {
  /** One of OICP 2.3, `CodeType`. */
  readonly code: StatusCode;
  /** For HBS's log and the CPO's support. No internal names, no personal data; cut at 1,000 characters. */
  readonly additionalInfo?: string;
}

const MOST_ADDITIONAL_INFO = 1_000;

/** `Description` is left out: it may only have Hubject's own phrases, which the code implies. */
export function statusOf({ code, additionalInfo }: AnswerStatus): StatusCodeType {
  if (additionalInfo === undefined) return { Code: code };
  const shown = displayText(additionalInfo);
  const cut = shown.length > MOST_ADDITIONAL_INFO ? displayText(shown.slice(0, MOST_ADDITIONAL_INFO)) : shown;
  return { Code: code, AdditionalInfo: cut };
}
