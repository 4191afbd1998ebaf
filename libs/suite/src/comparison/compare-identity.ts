import { maybeSameContract, namedContract, reversedUid, sameCard, sameEvse } from '#oicp';
import { toFinding, type ComparisonFinding } from './to-finding.js';

/** That we said yes to a session, or requested it ourselves: from our own decision alone, never from what was reported. */
export interface Authorisation {
  /** When, ISO 8601. */
  readonly at: string;
  /** Canonical UID, where it was a card. */
  readonly uid?: string | undefined;
  /** As the contract is stored. */
  readonly evcoId?: string | undefined;
  /** For which EVSE; an AuthorizeStart need not name it. */
  readonly evseId?: string | undefined;
  /** Whether an app requested it. */
  readonly isByApp?: boolean | undefined;
}

/** The card, contract and EVSE that a record or a notification names. */
export interface ReportedIdentity {
  /** The UID of the card, as reported. */
  readonly uid: string | undefined;
  /** The contract, as reported: ISO or DIN. */
  readonly evcoId: string | undefined;
  /** The charging point, as reported. */
  readonly evseId: string | undefined;
  /** Cards that it names beside the first: operators send several media. */
  readonly furtherUids?: readonly string[] | undefined;
  /** Contracts that it names beside the first. */
  readonly furtherEvcoIds?: readonly string[] | undefined;
}

/** What is known of the session: the earliest authorisation first. */
export interface AuthorisedSession {
  /** Every authorisation of the session; empty if it is older than comparisons. */
  readonly authorisations: readonly Authorisation[];
  /** A driver may use any card at the charging point that they reserved. */
  readonly isReservation: boolean;
}

/** Which parts of a report fit one authorisation. What either of them does not name fits. */
export interface AuthorisationFit {
  /** What it is compared with. */
  readonly authorisation: Authorisation;
  /** The card is the authorised one. */
  readonly card: boolean;
  /** The contract is the authorised one. */
  readonly contract: boolean;
  /** The charging point is the authorised one. */
  readonly evse: boolean;
}

/**
 * What a report names otherwise than we did. A session may be authorised more than once: a report has to fit one of the
 * authorisations as a whole, and is compared with the one that it fits best.
 */
export function* compareIdentity(
  reported: ReportedIdentity,
  session: AuthorisedSession,
): Iterable<ComparisonFinding> {
  const best = findBest(reported, session);
  if (best === undefined) return;
  const { authorisation, card, contract, evse } = best;
  const when = describeAuthorisation(authorisation);
  const foreign = findForeignMedia(reported, session);
  if (!card) yield toFinding('other-card', when, explainCard(reported, session));
  else if (foreign.card) yield toFinding('other-card', when, 'it names several cards');
  if (!contract) yield toFinding('other-contract', when);
  else if (foreign.contract) yield toFinding('other-contract', when, 'it names several contracts');
  if (!evse)
    yield toFinding('other-evse', `EVSE ${authorisation.evseId}, ${when}`, `it names ${reported.evseId}`);
}

/** Whether a report names, beside its first card or contract, one that no authorisation is for. */
export function findForeignMedia(
  { furtherUids = [], furtherEvcoIds = [] }: ReportedIdentity,
  session: AuthorisedSession,
): { readonly card: boolean; readonly contract: boolean } {
  const { authorisations } = session;
  const isForeign = (media: Partial<ReportedIdentity>, part: 'card' | 'contract'): boolean => {
    const reported = { uid: undefined, evcoId: undefined, evseId: undefined, ...media };
    return (
      authorisations.length > 0 &&
      !authorisations.some((each) => fitAuthorisation(each, reported, session)[part])
    );
  };
  return {
    card: furtherUids.some((uid) => isForeign({ uid }, 'card')),
    contract: furtherEvcoIds.some((evcoId) => isForeign({ evcoId }, 'contract')),
  };
}

/** An authorisation, for `comparedWith`. */
export function describeAuthorisation({ at, isByApp }: Authorisation): string {
  return `the session as ${isByApp === true ? 'requested by an app' : 'authorised'} at ${at}`;
}

/** The earliest of those that fit best: who charges counts for more than where. */
function findBest(reported: ReportedIdentity, session: AuthorisedSession): AuthorisationFit | undefined {
  const fits = session.authorisations.map((each) => fitAuthorisation(each, reported, session));
  const countFits = ({ card, contract, evse }: AuthorisationFit): number =>
    Number(card) * 4 + Number(contract) * 2 + Number(evse);
  const most = Math.max(...fits.map(countFits));
  return fits.find((each) => countFits(each) === most);
}

/** Which parts of a report fit an authorisation of its session. */
export function fitAuthorisation(
  authorisation: Authorisation,
  reported: ReportedIdentity,
  { isReservation }: AuthorisedSession,
): AuthorisationFit {
  const { uid, evcoId, evseId } = authorisation;
  return {
    authorisation,
    // A card is also another one where we authorised none, but an app, a QR code or a car to charge.
    card: reported.uid === undefined || (uid === undefined ? isReservation : sameCard(uid, reported.uid)),
    contract: fits(evcoId, namedContract(reported.evcoId), maybeSameContract),
    evse: fits(evseId, reported.evseId, sameEvse),
  };
}

function fits(
  own: string | undefined,
  reported: string | undefined,
  isSame: (one: string, other: string) => boolean,
): boolean {
  return own === undefined || reported === undefined || isSame(own, reported);
}

/** A diagnosis for the operator: readers disagree on the order of a card’s bytes. */
function explainCard({ uid }: ReportedIdentity, { authorisations }: AuthorisedSession): string | undefined {
  const reversed = reversedUid(uid ?? '');
  const isReversed = authorisations.some((each) => each.uid !== undefined && sameCard(each.uid, reversed));
  return isReversed ? 'it is that card read in the other order of its bytes' : undefined;
}
