import { plainSpelling } from '../schema/spelling.js';
import { violationCodes, type Violation, type ViolationCode } from '../schema/violation.js';

/** Their messages quote a partner's text. */
const QUOTING: ReadonlySet<ViolationCode> = new Set(['unreadable', 'not-allowed', 'wrong-form']);
/** With an empty pointer: nothing of the message could be read. */
const OF_THE_WHOLE: ReadonlySet<ViolationCode> = new Set(['empty-body', 'not-json', 'wrong-type']);

/**
 * Why a message that must name its session names none, a sentence for the partner's support and for our log. It quotes
 * nothing of the message: a UID, an EvcoID or a PIN may be in any place of it.
 *
 * @param charset that the sender named, if it is not UTF-8; fit to be shown
 */
export function describeMissingSession(violations: readonly Violation[], charset?: string): string {
  const whole = describeUnreadable(violations, charset);
  if (whole !== undefined) return whole;
  const why = violations.find(
    ({ pointer, code, severity }) =>
      plainSpelling(lastOf(pointer)) === 'sessionid' && (code === 'wrong-form' || severity === 'loss'),
  );
  if (why?.code === 'wrong-form') return `SessionID is not a GUID (${why.pointer}).`;
  return why === undefined ? 'SessionID cannot be used.' : describe(why);
}

/**
 * Why a message names nobody who may start or stop, as {@link describeMissingSession} says it; `undefined` where no
 * violation says.
 */
export function describeMissingMedium(
  violations: readonly Violation[],
  charset?: string,
): string | undefined {
  const whole = describeUnreadable(violations, charset);
  if (whole !== undefined) return whole;
  // What is too deep is within fields that OICP does not have, whose names can be anything.
  const why = violations.find(({ severity, code }) => severity === 'loss' && code !== 'too-deep');
  return why === undefined ? undefined : describe(why);
}

function describe({ code, pointer, message }: Violation): string {
  const problem = QUOTING.has(code)
    ? `${lastOf(pointer)} is not valid: ${violationCodes[code].means}`
    : message;
  return pointer === '' ? `${problem}.` : `${problem} (${pointer}).`;
}

/** Why nothing of a message could be read; `undefined` where something was. */
function describeUnreadable(
  violations: readonly Violation[],
  charset: string | undefined,
): string | undefined {
  const whole = violations.find(({ code, pointer }) => pointer === '' && OF_THE_WHOLE.has(code));
  if (whole === undefined) return undefined;
  const isUtf8 = violations.every(({ code }) => code !== 'encoding');
  if (whole.code !== 'not-json' || isUtf8) return `${whole.message}.`;
  return charset === undefined
    ? `${whole.message}. Its bytes are not UTF-8.`
    : `The body cannot be read in its charset "${charset}"; send it as JSON in UTF-8.`;
}

const lastOf = (pointer: string): string => pointer.split('/').at(-1) ?? '';
