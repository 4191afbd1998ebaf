import type { Authorisation } from '#suite';
import { meaningfulText } from '#oicp';

/** An authorisation as it is stored: also one that was refused afterwards. */
export interface StoredAuthorisation extends Authorisation {
  /** That HBS or the operator refused what an app requested, or that it failed: it authorises nothing. */
  readonly refused?: true | undefined;
}

/** What is known of a session that is ours. */
export interface SessionFacts {
  /** The earliest first; empty where only the names of a session are known. */
  readonly authorisations: readonly Authorisation[];
  /** When the first stop was accepted, ISO 8601. */
  readonly stopAcceptedAt: string | undefined;
  /** When each was accepted, in order. */
  readonly stopsAcceptedAt?: readonly string[] | undefined;
  readonly isReservation: boolean;
  /** Where a record names another session of ours by EMPPartnerSessionID than by SessionID: what began that one. */
  readonly otherSession?: Authorisation | undefined;
}

/** Whether nothing of a session can be compared: it was known before records were compared. */
export function isOnlyNamed({ authorisations }: SessionFacts): boolean {
  return authorisations.length === 0;
}

/** Whether more than the name of a session is known. */
export function isCompared(session: SessionFacts | undefined): boolean {
  return session !== undefined && !isOnlyNamed(session);
}

/** As `cdr.known_session` stores it. */
export interface SessionFactsRow {
  readonly authorisations: readonly StoredAuthorisation[] | null;
  readonly stopAcceptedAt: string | null;
  readonly stopsAcceptedAt?: readonly string[] | null;
  readonly isReservation: boolean | null;
  /** What is known by the EMPPartnerSessionID that a record names beside its SessionID. */
  readonly byOwnName?: readonly (readonly StoredAuthorisation[] | null)[] | null;
}

/** What is known of a session, from its row; the earliest authorisation first. */
export function toSessionFacts({
  authorisations,
  stopAcceptedAt,
  stopsAcceptedAt,
  isReservation,
  byOwnName,
}: SessionFactsRow): SessionFacts {
  // The release before only knows the first.
  const stops = [...(stopsAcceptedAt ?? []), stopAcceptedAt].filter((each) => each !== null).map(toUtc);
  return {
    authorisations: inForce(authorisations ?? []),
    stopAcceptedAt: stopAcceptedAt === null ? undefined : toUtc(stopAcceptedAt),
    stopsAcceptedAt: [...new Set(stops)].sort(),
    isReservation: isReservation === true,
    otherSession: findOtherSession(
      authorisations ?? [],
      (byOwnName ?? []).flatMap((each) => each ?? []),
    ),
  };
}

/**
 * Both names of one session have an authorisation in common: each is stored under all names that are known by then. One that
 * was refused shows that too, but begins nothing.
 */
function findOtherSession(
  authorisations: readonly StoredAuthorisation[],
  byOwnName: readonly StoredAuthorisation[],
): Authorisation | undefined {
  const times = new Set(authorisations.map(({ at }) => at));
  const isOther = times.size > 0 && byOwnName.length > 0 && !byOwnName.some(({ at }) => times.has(at));
  return isOther ? inForce(byOwnName)[0] : undefined;
}

/** Those that were not refused, the earliest first. */
function inForce(authorisations: readonly StoredAuthorisation[]): readonly Authorisation[] {
  return authorisations
    .filter(({ refused }) => refused !== true)
    .map(toAuthorisation)
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What earlier releases stored of an AuthorizeStart with a blank for its EVSE. */
function toAuthorisation({ at, isByApp, uid, evcoId, evseId }: StoredAuthorisation): Authorisation {
  return {
    at,
    isByApp,
    uid: meaningfulText(uid),
    evcoId: meaningfulText(evcoId),
    evseId: meaningfulText(evseId),
  };
}

function toUtc(at: string): string {
  return new Date(at).toISOString();
}
