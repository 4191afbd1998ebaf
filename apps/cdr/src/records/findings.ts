import { asSentence, sortFindings, type CdrFinding } from '#suite';
import {
  findImplausibilities,
  type ReceivedChargeDetailRecord,
  type TimeLimits,
  type Violation,
} from '#oicp';
import { shownText } from '#persistence';

/** More than a person will read; the record itself has the rest. */
const MOST_FINDINGS = 100;

/** What a person should look at in a record: what is implausible in it first, then how it broke the protocol. */
export function findOwnFindings(
  record: ReceivedChargeDetailRecord,
  violations: readonly Violation[],
  receivedAt: Date,
  limits?: TimeLimits,
): CdrFinding[] {
  const broken = violations
    .filter(({ severity, code, pointer }) => severity !== 'note' && !isTimeOutOfRange(code, pointer))
    .map(({ code, message, pointer }) => ({
      code,
      message: pointer === '' ? message : `${message} (${pointer})`,
    }));
  return sortFindings([...findImplausibilities(record, receivedAt, limits), ...broken])
    .slice(0, MOST_FINDINGS)
    .map(({ code, message }) => ({ code, message: shownText(asSentence(message)) }));
}

/** The year 1 is findImplausibilities, and reported as that. */
function isTimeOutOfRange(code: string, pointer: string): boolean {
  return code === 'out-of-range' && /^\/(?:Session|Charging)(?:Start|End)$/i.test(pointer);
}
