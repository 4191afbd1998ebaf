import { plainSpelling, violationCodes } from '#oicp';
import type { FactFinding } from '../state/fact.js';

/** What nobody sent is not lost. */
const NEVER_SENT: ReadonlySet<string> = new Set(['missing', 'none-given']);

/** The codes of findings that a value was sent and could not be taken over, and what each means. */
export const lostValues: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(violationCodes)
    .filter(([code, { severity }]) => severity === 'loss' && !NEVER_SENT.has(code))
    .map(([code, { means }]) => [code, means]),
);

/**
 * Whether findings of a code are named for each member: a value was lost, or given more than once. Who looks for a value
 * finds why it is not there, or why another one may be meant.
 */
export function isOfMember(code: string): boolean {
  return code in lostValues || code === 'repeated-field';
}

/** What makes two findings of a session one: the member that it is about, in any spelling, or else the code. */
export function identityOfFinding({ code, message }: FactFinding): string {
  if (!isOfMember(code)) return code;
  return `${code} ${plainSpelling(memberIn(message) ?? message)}`;
}

/** The JSON Pointer that a message names: first, or last in parentheses as records have it. */
function memberIn(message: string): string | undefined {
  return /^(\/[^:\s]*):/.exec(message)?.[1] ?? /\((\/[^)\s]*)\)\.?$/.exec(message)?.[1];
}
