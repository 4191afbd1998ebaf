import { Message } from '../message.js';
import { mandatory, object } from '../schema/object.js';
import type { Violation } from '../schema/violation.js';
import { partnerSessionIds } from '../messages/session-ids.js';
import { sessionId } from '../types/identifiers.js';

/** A name that a session can be stored and found by: no control characters, no half characters, and not endless. */
const LONGEST = 250;
const CONTROL = /[^\P{Cc}\u0080-\u009F]/u;

const sessionNames = new Message(
  'eRoamingChargeDetailRecord',
  object({ SessionID: mandatory(sessionId), ...partnerSessionIds }),
  { binaryNumbers: true },
);

/** The names of the session that a charge detail record bills. */
export interface CdrSessionNames {
  readonly SessionID?: string | undefined;
  readonly CPOPartnerSessionID?: string | undefined;
  readonly EMPPartnerSessionID?: string | undefined;
}

/**
 * Only the names of the session in a charge detail record's body: megabytes of signed meter values cost little more
 * than finding their end. What else is wrong with the record is not looked at.
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
 * The SessionID of a record, if it can serve as one. It need not have the form of a GUID: a record whose session can be
 * told from others is taken.
 */
export function usableSessionId({ SessionID }: CdrSessionNames): string | undefined {
  const trimmed = SessionID?.trim() ?? '';
  if (trimmed === '' || trimmed.length > LONGEST) return undefined;
  return CONTROL.test(trimmed) || !trimmed.isWellFormed() ? undefined : trimmed;
}
