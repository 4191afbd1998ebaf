import { Message } from '../message.js';
import { mandatory, object } from '../schema/object.js';
import type { Violation } from '../schema/violation.js';
import { partnerSessionIds } from '../messages/session-ids.js';
import { sessionId } from '../types/identifiers.js';

/** Longest SessionID by which a session is stored and found. */
const LONGEST = 250;
const CONTROL = /[^\P{Cc}\u0080-\u009F]/u;

const sessionNames = new Message(
  'eRoamingChargeDetailRecord',
  object({ SessionID: mandatory(sessionId), ...partnerSessionIds }),
  { plainJson: true },
);

/** The names of the session of a charge detail record (OICP 2.3). */
export interface CdrSessionNames {
  /** HBS's name, a GUID as a rule. */
  readonly SessionID?: string | undefined;
  /** The operator's name. */
  readonly CPOPartnerSessionID?: string | undefined;
  /** Our name. */
  readonly EMPPartnerSessionID?: string | undefined;
}

/**
 * Parses only the names of the session in a charge detail record, so that megabytes of signed meter values cost little. The
 * rest of the record is not checked.
 */
export function readSessionNames(body: Uint8Array | string): {
  readonly value: CdrSessionNames;
  readonly violations: readonly Violation[];
} {
  const { value, violations } = sessionNames.read(body);
  const { SessionID, CPOPartnerSessionID, EMPPartnerSessionID } = value;
  return {
    value: { SessionID, CPOPartnerSessionID, EMPPartnerSessionID },
    violations: violations.filter(({ severity }) => severity !== 'note'),
  };
}

/**
 * The SessionID of a record, if it is usable: not blank, at most 250 characters, no control characters. It need not be a
 * GUID: a record is accepted if its session can be distinguished from others.
 */
export function usableSessionId({ SessionID }: CdrSessionNames): string | undefined {
  const trimmed = SessionID?.trim() ?? '';
  if (trimmed === '' || trimmed.length > LONGEST) return undefined;
  return CONTROL.test(trimmed) || !trimmed.isWellFormed() ? undefined : trimmed;
}
