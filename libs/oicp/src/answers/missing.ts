import { plainSpelling } from '../schema/spelling.js';
import { violationCodes, type Violation, type ViolationCode } from '../schema/violation.js';

/** Violations whose messages quote a partner's text. */
const QUOTING: ReadonlySet<ViolationCode> = new Set(['unreadable', 'not-allowed', 'wrong-form']);
/** Violations that, with an empty pointer, mean that nothing of the message could be read. */
const OF_THE_WHOLE: ReadonlySet<ViolationCode> = new Set(['empty-body', 'not-json', 'wrong-type']);

/**
 * Why a message has no usable SessionID: a sentence for the partner's support and for our log. It quotes nothing of the
 * message, in which a UID, an EvcoID or a PIN can be anywhere.
 *
 * @param charset the charset that the sender named, if it is not UTF-8; safe to show
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
 * Why a message has no usable Identification, a sentence as by {@link describeMissingSession}; `undefined` if no violation
 * explains it.
 */
export function describeMissingMedium(
  violations: readonly Violation[],
  charset?: string,
): string | undefined {
  const whole = describeUnreadable(violations, charset);
  if (whole !== undefined) return whole;
  // `too-deep` is about fields that OICP does not define, whose names can be anything.
  const why = violations.find(({ severity, code }) => severity === 'loss' && code !== 'too-deep');
  return why === undefined ? undefined : describe(why);
}

function describe({ code, pointer, message }: Violation): string {
  const problem = QUOTING.has(code)
    ? `${lastOf(pointer)} is not valid: ${violationCodes[code].means}`
    : message;
  return pointer === '' ? `${problem}.` : `${problem} (${pointer}).`;
}

/** Why nothing of a message could be read; `undefined` if something was. */
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
