import { stringifyExact, parseExact } from '../json/exact-json.js';
import { decodeBody } from '../json/decode.js';
import type { Violation } from '../schema/violation.js';
import { displayText } from '../text/unclean.js';

/** Texts of what is billed and could not be read, by JSON Pointer; none that says nothing. */
export type UnreadValues = Readonly<Record<string, string>>;

/** What of a record does not end on an invoice. */
const NOT_BILLED =
  /^\/(?:SessionID|CPOPartnerSessionID|EMPPartnerSessionID|HubOperatorID|HubProviderID|CalibrationLawVerificationInfo)(?:\/|$)/i;

/**
 * What a record says in members that are billed, and that is no value of its kind: `12,5` for the energy, `yesterday` for a
 * time. Nobody knows what it means, so only the same text is the same.
 *
 * @param violations of the reading of this body
 */
export function unreadBillingValues(violations: readonly Violation[], body: Buffer): UnreadValues {
  const pointers = violations
    .filter(({ code, severity }) => severity === 'loss' && code !== 'missing' && code !== 'none-given')
    .map(({ pointer }) => pointer)
    .filter((pointer) => pointer !== '' && !NOT_BILLED.test(pointer));
  if (pointers.length === 0) return {};
  const { value: whole } = parseExact(decodeBody(body).text);
  const texts = [...new Set(pointers)].sort().map((pointer) => [pointer, textAt(whole, pointer)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

export function sameUnreadValues(one: UnreadValues, other: UnreadValues): boolean {
  return JSON.stringify(Object.entries(one)) === JSON.stringify(Object.entries(other));
}

function textAt(whole: unknown, pointer: string): string {
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = steps.reduce<unknown>((at, step) => memberOf(at, step), whole);
  if (found === undefined || found === null) return '';
  return displayText(typeof found === 'string' ? found : jsonOf(found));
}

function jsonOf(found: unknown): string {
  try {
    return stringifyExact(found);
  } catch {
    return 'nested too deeply'; // more than the stack takes: no record of the field is
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([each]) => each === name)?.[1];
}
