import type { CdrFinding } from '#suite';
import { maybeSameContract, reversedUid, sameCard, sameEvse, type Instant } from '#oicp';
import type { Authorisation, SessionFacts } from '../sessions/session-facts.js';
import type { Charge } from './charge.js';
import { toFinding } from './to-finding.js';

/**
 * What a record says otherwise than our own decision about its session. What either of them does not say is not compared,
 * but a card where we authorised none; a session may have been authorised more than once, and a record has to fit one of them. That a session began before it
 * was authorised is lawful (the cable comes first), and so is that it ended after charging did.
 *
 * @param tolerance milliseconds by which clocks may differ
 */
export function compareWithSession(
  charge: Charge,
  session: SessionFacts,
  tolerance: number,
): readonly CdrFinding[] {
  return [...compareIdentity(charge, session), ...compareTimes(charge, session, tolerance)];
}

/** A card is also another one where we authorised none, but an app, a QR code or a car to charge. */
export function isCardOf(
  { uid }: Authorisation,
  { uidKey }: Pick<Charge, 'uidKey'>,
  { isReservation }: SessionFacts,
): boolean {
  if (uidKey === null) return true;
  return uid === undefined ? isReservation : sameCard(uid, uidKey);
}

export function isContractOf(authorisation: Authorisation, { evcoId }: Pick<Charge, 'evcoId'>): boolean {
  return (
    evcoId === undefined ||
    authorisation.evcoId === undefined ||
    maybeSameContract(authorisation.evcoId, evcoId)
  );
}

export function isEvseOf(authorisation: Authorisation, { evseId }: Charge): boolean {
  return evseId === undefined || authorisation.evseId === undefined || sameEvse(authorisation.evseId, evseId);
}

function* compareIdentity(charge: Charge, session: SessionFacts): Iterable<CdrFinding> {
  const { authorisations } = session;
  if (differsFromAll(authorisations, (each) => isCardOf(each, charge, session)))
    yield toFinding('other-card', authorisedAt(authorisations), aboutCard(charge, authorisations));
  const contracts = authorisations.filter((each) => each.evcoId !== undefined);
  if (differsFromAll(contracts, (each) => isContractOf(each, charge)))
    yield toFinding('other-contract', authorisedAt(contracts));
  const places = authorisations.filter((each) => each.evseId !== undefined);
  if (differsFromAll(places, (each) => isEvseOf(each, charge)))
    yield toFinding('other-evse', `EVSE ${places[0]?.evseId}, ${authorisedAt(places)}`);
}

/** A diagnosis for the operator: readers disagree on the order of a card’s bytes. */
function aboutCard({ uidKey }: Charge, authorisations: readonly Authorisation[]): string | undefined {
  const reversed = reversedUid(uidKey ?? '');
  const isReversed = authorisations.some(({ uid }) => uid !== undefined && sameCard(uid, reversed));
  return isReversed ? 'it is that card read in the other order of its bytes' : undefined;
}

function differsFromAll(
  authorisations: readonly Authorisation[],
  fits: (authorisation: Authorisation) => boolean,
): boolean {
  return authorisations.length > 0 && !authorisations.some(fits);
}

/** Of the times that say that energy flowed, or that it was over, the first that does not fit; where one is missing, the next. */
function* compareTimes(
  { chargingStart, chargingEnd, sessionStart, sessionEnd }: Charge,
  { authorisations, stopAcceptedAt }: SessionFacts,
  tolerance: number,
): Iterable<CdrFinding> {
  const [first] = authorisations;
  const isTooEarly = (epochMs: number): boolean =>
    first !== undefined && epochMs < Date.parse(first.at) - tolerance;
  const isTooLate = (epochMs: number): boolean =>
    stopAcceptedAt !== undefined && epochMs > Date.parse(stopAcceptedAt) + tolerance;
  const early = findTime(
    { ChargingStart: chargingStart, ChargingEnd: chargingEnd, SessionEnd: sessionEnd },
    isTooEarly,
  );
  if (early !== undefined)
    yield toFinding('charging-before-authorisation', authorisedAt(authorisations), early);
  const late = findTime(
    { ChargingEnd: chargingEnd, ChargingStart: chargingStart, SessionStart: sessionStart },
    isTooLate,
  );
  if (late !== undefined)
    yield toFinding('charging-after-stop', `the stop accepted at ${stopAcceptedAt}`, late);
}

function findTime(
  times: Readonly<Record<string, Instant | undefined>>,
  fits: (epochMs: number) => boolean,
): string | undefined {
  const found = Object.entries(times).find(([, instant]) => isKnown(instant) && fits(instant.epochMs));
  return found && `${found[0]} is ${found[1]?.text}`;
}

/** A time without offset may be any of a day. */
function isKnown(instant: Instant | undefined): instant is Instant {
  return instant?.offsetMinutes !== undefined;
}

function authorisedAt([first]: readonly Authorisation[]): string {
  return `the session as authorised at ${first?.at}`;
}
