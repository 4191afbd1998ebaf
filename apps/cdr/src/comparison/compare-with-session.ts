import type { CdrFinding } from '#messaging';
import { sameContract, sameEvse, type Instant } from '#oicp';
import type { Authorisation, SessionFacts } from '../sessions/session-facts.js';
import type { Charge } from './charge.js';
import { toFinding } from './to-finding.js';

/**
 * What a record says otherwise than our own decision about its session. What either of them does not say is not compared;
 * a session may have been authorised more than once, and a record has to fit one of them. That a session began before it
 * was authorised is lawful (the cable comes first), and so is that it ended after charging did.
 *
 * @param tolerance milliseconds by which clocks may differ
 */
export function compareWithSession(
  charge: Charge,
  { authorisations, stopAcceptedAt }: SessionFacts,
  tolerance: number,
): readonly CdrFinding[] {
  return [
    ...compareIdentity(charge, authorisations),
    ...compareTimes(charge, authorisations, stopAcceptedAt, tolerance),
  ];
}

/** Our decision to which a record belongs; `undefined` where it names another card or contract than each of ours. */
export function findAuthorisation(
  charge: Charge,
  { authorisations }: SessionFacts,
): Authorisation | undefined {
  const { uidKey, evcoId } = charge;
  return authorisations.find(
    (each) =>
      (uidKey === null || each.uid === undefined || each.uid === uidKey) &&
      (evcoId === undefined || each.evcoId === undefined || sameContract(each.evcoId, evcoId)),
  );
}

function* compareIdentity(charge: Charge, authorisations: readonly Authorisation[]): Iterable<CdrFinding> {
  const { uidKey, evcoId, evseId } = charge;
  const cards = authorisations.filter(({ uid }) => uid !== undefined);
  if (uidKey !== null && differsFromAll(cards, ({ uid }) => uid === uidKey))
    yield toFinding('other-card', authorisedAt(cards));
  const contracts = authorisations.filter((each) => each.evcoId !== undefined);
  if (evcoId !== undefined && differsFromAll(contracts, (each) => sameContract(each.evcoId ?? '', evcoId)))
    yield toFinding('other-contract', authorisedAt(contracts));
  const places = authorisations.filter((each) => each.evseId !== undefined);
  if (evseId !== undefined && differsFromAll(places, (each) => sameEvse(each.evseId ?? '', evseId)))
    yield toFinding('other-evse', `EVSE ${places[0]?.evseId}, ${authorisedAt(places)}`);
}

function differsFromAll(
  authorisations: readonly Authorisation[],
  fits: (authorisation: Authorisation) => boolean,
): boolean {
  return authorisations.length > 0 && !authorisations.some(fits);
}

function* compareTimes(
  { chargingStart, chargingEnd }: Charge,
  authorisations: readonly Authorisation[],
  stopAcceptedAt: string | undefined,
  tolerance: number,
): Iterable<CdrFinding> {
  const [first] = authorisations;
  if (first && isKnown(chargingStart) && chargingStart.epochMs < Date.parse(first.at) - tolerance)
    yield toFinding(
      'charging-before-authorisation',
      authorisedAt(authorisations),
      `ChargingStart is ${chargingStart.text}`,
    );
  if (
    stopAcceptedAt !== undefined &&
    isKnown(chargingEnd) &&
    chargingEnd.epochMs > Date.parse(stopAcceptedAt) + tolerance
  )
    yield toFinding(
      'charging-after-stop',
      `the stop accepted at ${stopAcceptedAt}`,
      `ChargingEnd is ${chargingEnd.text}`,
    );
}

/** A time without offset may be any of a day. */
function isKnown(instant: Instant | undefined): instant is Instant {
  return instant?.offsetMinutes !== undefined;
}

function authorisedAt([first]: readonly Authorisation[]): string {
  return `the session as authorised at ${first?.at}`;
}
