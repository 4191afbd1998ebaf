import type { CdrFinding } from '#suite';
import { maybeSameContract } from '#oicp';
import type { SessionFacts } from '../sessions/session-facts.js';
import { hasEnergy, type Charge } from './charge.js';
import { isCardOf, isContractOf, isEvseOf } from './compare-with-session.js';
import { toFinding } from './to-finding.js';

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
    authorisations: fittingAuthorisations(charge, seen),
    stopAcceptedAt: standingStop(charge, session, tolerance),
  };
}

/** Those that fit as a whole, else those of its card and contract, else all. */
function fittingAuthorisations(charge: Charge, session: SessionFacts): SessionFacts['authorisations'] {
  const { authorisations } = session;
  const ofDriver = authorisations.filter(
    (each) => isCardOf(each, charge, session) && isContractOf(each, charge),
  );
  const whole = ofDriver.filter((each) => isEvseOf(each, charge));
  return [whole, ofDriver].find(({ length }) => length > 0) ?? authorisations;
}

/** The first stop after which the session was not authorised again until the charge was over. */
function standingStop(
  { chargingStart, chargingEnd, sessionStart }: Charge,
  {
    authorisations,
    stopAcceptedAt,
    stopsAcceptedAt = [stopAcceptedAt].filter((each) => each !== undefined),
  }: SessionFacts,
  tolerance: number,
): string | undefined {
  const last = [chargingEnd, chargingStart, sessionStart].find((each) => each?.offsetMinutes !== undefined);
  const isAuthorisedAgain = (stop: string): boolean =>
    authorisations.some(({ at }) => {
      const again = Date.parse(at);
      return again > Date.parse(stop) && (last === undefined || again - tolerance <= last.epochMs);
    });
  return stopsAcceptedAt.find((stop) => !isAuthorisedAgain(stop));
}

/** Whose a charge is by our decision. */
export interface Attribution {
  readonly findings: readonly CdrFinding[];
  /** The only contract for which we authorised the cards and contracts that the record names. */
  readonly evcoId: string | undefined;
}

/** @param session as {@link toSessionOfCharge} has it */
export function attribute(charge: Charge, session: SessionFacts): Attribution {
  const further = compareFurtherMedia(charge, session);
  const owners = session.authorisations.filter(
    (each) => isCardOf(each, charge, session) && isContractOf(each, charge),
  );
  const contracts = owners.flatMap(({ evcoId }) => evcoId ?? []);
  const [first, ...others] = contracts;
  if (first === undefined || further.length > 0) return { findings: further, evcoId: undefined };
  if (others.every((each) => maybeSameContract(each, first))) return { findings: [], evcoId: first };
  if (charge.evcoId !== undefined) return { findings: [], evcoId: undefined };
  const times = owners.map(({ at }) => at).join(' and ');
  return {
    findings: [toFinding('several-contracts', `the session as authorised at ${times}`)],
    evcoId: undefined,
  };
}

/** Operators send several media: none of them may be one that we did not authorise. */
function compareFurtherMedia(
  { furtherUidKeys, furtherEvcoIds }: Charge,
  session: SessionFacts,
): readonly CdrFinding[] {
  const { authorisations } = session;
  const [first] = authorisations;
  if (first === undefined) return [];
  const when = `the session as authorised at ${first.at}`;
  const isOtherCard = furtherUidKeys.some(
    (uidKey) => !authorisations.some((each) => isCardOf(each, { uidKey }, session)),
  );
  const isOtherContract = furtherEvcoIds.some(
    (evcoId) => !authorisations.some((each) => isContractOf(each, { evcoId })),
  );
  return [
    ...(isOtherCard ? [toFinding('other-card', when, 'the record names several')] : []),
    ...(isOtherContract ? [toFinding('other-contract', when, 'the record names several')] : []),
  ];
}
