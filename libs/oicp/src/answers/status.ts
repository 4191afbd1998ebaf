import type { StatusCode } from '../tables/status-codes.js';
import { displayText } from '../text/unclean.js';
import type { StatusCodeType } from '../types/status-code.js';

/** What an answer of ours says beside yes or no. */
export interface AnswerStatus {
  readonly code: StatusCode;
  /** For HBS's log and the CPO's support. No internal names, no personal data; cut at 1,000 characters. */
  readonly additionalInfo?: string;
}

const MOST_ADDITIONAL_INFO = 1_000;

/** `Description` stays empty: only Hubject's own phrases may stand there, and the code says the same. */
export function statusOf({ code, additionalInfo }: AnswerStatus): StatusCodeType {
  if (additionalInfo === undefined) return { Code: code };
  return {
    Code: code,
    AdditionalInfo: displayText(displayText(additionalInfo).slice(0, MOST_ADDITIONAL_INFO)),
  };
}
