import { asSentence, cdrComparisons, type CdrFinding } from '#suite';
import { isOnlyNamed, type SessionFacts } from '../sessions/session-facts.js';

/** Not stored but found each time: the session may become known after its record. */
export const UNKNOWN_SESSION: CdrFinding = {
  code: 'unknown-session',
  message: asSentence(cdrComparisons['unknown-session']),
};

/** Not stored either: more may become known of the session. */
export const SESSION_NOT_COMPARED: CdrFinding = {
  code: 'session-not-compared',
  message: asSentence(cdrComparisons['session-not-compared']),
};

/** How much is known of the session that a record names. */
export function findSessionFindings(session: SessionFacts | undefined): readonly CdrFinding[] {
  if (session === undefined) return [UNKNOWN_SESSION];
  return isOnlyNamed(session) ? [SESSION_NOT_COMPARED] : [];
}
