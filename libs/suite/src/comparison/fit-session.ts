import { latestMoment } from '#oicp';
import { fitAuthorisation, type AuthorisedSession, type ReportedIdentity } from './compare-identity.js';
import type { DecidedTimes, ReportedTimes } from './compare-times.js';

/** The authorisations that a report fits as a whole, else those of its card and contract, else all. */
export function findFittingAuthorisations(
  reported: ReportedIdentity,
  session: AuthorisedSession,
): AuthorisedSession['authorisations'] {
  const ofDriver = findAuthorisationsOfDriver(reported, session);
  const whole = ofDriver.filter((each) => fitAuthorisation(each, reported, session).evse);
  return [whole, ofDriver].find(({ length }) => length > 0) ?? session.authorisations;
}

/** The authorisations of any card and contract that a report names. */
export function findAuthorisationsOfDriver(
  { uid, evcoId, evseId, furtherUids = [], furtherEvcoIds = [] }: ReportedIdentity,
  session: AuthorisedSession,
): AuthorisedSession['authorisations'] {
  const named = [uid, ...furtherUids].flatMap((card) =>
    [evcoId, ...furtherEvcoIds].map((contract) => ({ uid: card, evcoId: contract, evseId })),
  );
  return session.authorisations.filter((each) =>
    named.some((reported) => {
      const { card, contract } = fitAuthorisation(each, reported, session);
      return card && contract;
    }),
  );
}

/**
 * The stop that counts for a report: the first after which the session was not authorised again until what it reports.
 *
 * @param authorisations every one of the session
 * @param stopsAcceptedAt of every stop, ISO 8601, in order
 * @param tolerance milliseconds by which clocks may differ
 */
export function findLastingStop(
  { chargingStart, chargingEnd, chargingAt, sessionStart }: ReportedTimes,
  authorisations: DecidedTimes['authorisations'],
  stopsAcceptedAt: readonly string[],
  tolerance: number,
): string | undefined {
  const times = [chargingEnd, chargingAt, chargingStart, sessionStart].filter((each) => each !== undefined);
  const last = times.find(({ offsetMinutes }) => offsetMinutes !== undefined) ?? times[0];
  const isAuthorisedAgain = (stop: string): boolean =>
    authorisations.some(({ at }) => {
      const again = Date.parse(at);
      return again > Date.parse(stop) && (last === undefined || again - tolerance <= latestMoment(last));
    });
  return stopsAcceptedAt.find((stop) => !isAuthorisedAgain(stop));
}
