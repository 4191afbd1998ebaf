import {
  compareIdentity,
  compareTimes,
  findAuthorisation,
  type Authorisation,
  type ComparisonFinding,
  type ReportedIdentity,
} from '#suite';
import type { SessionFacts } from '../sessions/session-facts.js';
import type { Charge } from './charge.js';

/**
 * What a record says otherwise than our own decision about its session. What either of them does not say is not compared,
 * but a card where we authorised none.
 *
 * @param tolerance milliseconds by which clocks may differ
 */
export function compareWithSession(
  charge: Charge,
  session: SessionFacts,
  tolerance: number,
): readonly ComparisonFinding[] {
  return [...compareIdentity(toIdentity(charge), session), ...compareTimes(charge, session, tolerance)];
}

/** Our decision to which a record belongs; `undefined` where it names another card or contract than each of ours. */
export function findAuthorisationOf(charge: Charge, session: SessionFacts): Authorisation | undefined {
  return findAuthorisation(toIdentity(charge), session);
}

function toIdentity({ uidKey, evcoId, evseId }: Charge): ReportedIdentity {
  return { uid: uidKey ?? undefined, evcoId, evseId };
}
