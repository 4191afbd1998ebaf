import { fitAuthorisation, findForeignMedia, toFinding, type ComparisonFinding } from '#suite';
import { latestMoment, maybeSameContract } from '#oicp';
import type { SessionFacts } from '../sessions/session-facts.js';
import { hasEnergy, type Charge } from './charge.js';
import { toIdentity } from './compare-with-session.js';

/**
 * What of a session a charge is compared with: the authorisations that it fits, if there are any, and the stop that counts
 * for it. A reservation’s SessionID under which energy flowed is that of a charge.
 *
 * @param tolerance milliseconds by which clocks may differ
 */
export function toSessionOfCharge(charge: Charge, session: SessionFacts, tolerance = 0): SessionFacts {
  const seen = { ...session, isReservation: session.isReservation && !hasEnergy(charge) };
  return {
    ...seen,
    authorisations: findFittingAuthorisations(charge, seen),
    stopAcceptedAt: findLastingStop(charge, session, tolerance),
  };
}

/** Those that fit as a whole, else those of its card and contract, else all. */
function findFittingAuthorisations(charge: Charge, session: SessionFacts): SessionFacts['authorisations'] {
  const ofDriver = findAuthorisationsOfDriver(charge, session);
  const whole = ofDriver.filter((each) => fitAuthorisation(each, toIdentity(charge), session).evse);
  return [whole, ofDriver].find(({ length }) => length > 0) ?? session.authorisations;
}

/** Those of any of its cards and contracts. */
function findAuthorisationsOfDriver(charge: Charge, session: SessionFacts): SessionFacts['authorisations'] {
  const { uid, evcoId, evseId, furtherUids = [], furtherEvcoIds = [] } = toIdentity(charge);
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

/** The first stop after which the session was not authorised again until the charge was over. */
function findLastingStop(
  { chargingStart, chargingEnd, sessionStart }: Charge,
  {
    authorisations,
    stopAcceptedAt,
    stopsAcceptedAt = [stopAcceptedAt].filter((each) => each !== undefined),
  }: SessionFacts,
  tolerance: number,
): string | undefined {
  const times = [chargingEnd, chargingStart, sessionStart].filter((each) => each !== undefined);
  const last = times.find(({ offsetMinutes }) => offsetMinutes !== undefined) ?? times[0];
  const isAuthorisedAgain = (stop: string): boolean =>
    authorisations.some(({ at }) => {
      const again = Date.parse(at);
      return again > Date.parse(stop) && (last === undefined || again - tolerance <= latestMoment(last));
    });
  return stopsAcceptedAt.find((stop) => !isAuthorisedAgain(stop));
}

/** Whose a charge is by our decision. */
export interface Attribution {
  readonly findings: readonly ComparisonFinding[];
  /** The only contract for which we authorised the cards and contracts that the record names. */
  readonly evcoId: string | undefined;
}

/**
 * Finds the contract of a charge by our decision.
 *
 * @param session as {@link toSessionOfCharge} returns it
 */
export function attribute(charge: Charge, session: SessionFacts): Attribution {
  const foreign = findForeignMedia(toIdentity(charge), session);
  const owners = findAuthorisationsOfDriver(charge, session);
  const [first, ...others] = owners.flatMap(({ evcoId }) => evcoId ?? []);
  if (first === undefined || foreign.card || foreign.contract) return { findings: [], evcoId: undefined };
  if (others.every((each) => maybeSameContract(each, first))) return { findings: [], evcoId: first };
  if (charge.evcoId !== undefined) return { findings: [], evcoId: undefined };
  const times = owners.map(({ at }) => at).join(' and ');
  return {
    findings: [toFinding('several-contracts', `the session as authorised at ${times}`)],
    evcoId: undefined,
  };
}
