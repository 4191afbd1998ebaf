import {
  findAuthorisationsOfDriver,
  findFittingAuthorisations,
  findForeignMedia,
  findLastingStop,
  toFinding,
  type ComparisonFinding,
} from '#suite';
import { maybeSameContract } from '#oicp';
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
  const { authorisations, stopAcceptedAt } = session;
  const { stopsAcceptedAt = stopAcceptedAt === undefined ? [] : [stopAcceptedAt] } = session;
  const seen = { ...session, isReservation: session.isReservation && !hasEnergy(charge) };
  return {
    ...seen,
    authorisations: findFittingAuthorisations(toIdentity(charge), seen),
    stopAcceptedAt: findLastingStop(charge, authorisations, stopsAcceptedAt, tolerance),
  };
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
  const identity = toIdentity(charge);
  const foreign = findForeignMedia(identity, session);
  const owners = findAuthorisationsOfDriver(identity, session);
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
