import {
  compareIdentity,
  compareTimes,
  describeAuthorisation,
  toFinding,
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
  const { otherSession } = session;
  return [
    ...(otherSession ? [toFinding('two-sessions', describeAuthorisation(otherSession))] : []),
    ...compareIdentity(toIdentity(charge), session),
    ...compareTimes(charge, session, tolerance),
  ];
}

/** What a record names, as it is compared with our decisions. */
export function toIdentity({
  uidKey,
  evcoId,
  evseId,
  furtherUidKeys,
  furtherEvcoIds,
}: Charge): ReportedIdentity {
  return {
    uid: uidKey ?? undefined,
    evcoId,
    evseId,
    furtherUids: furtherUidKeys,
    furtherEvcoIds,
  };
}
