import type { Authorisation } from '#suite';

/** What is known of a session that is ours. */
export interface SessionFacts {
  /** The earliest first; none of a session of which only names are known. */
  readonly authorisations: readonly Authorisation[];
  /** When the first stop was accepted, ISO 8601. */
  readonly stopAcceptedAt: string | undefined;
  readonly isReservation: boolean;
}

/** Whether nothing of a session can be compared: it was known before records were compared. */
export function isOnlyNamed({ authorisations }: SessionFacts): boolean {
  return authorisations.length === 0;
}

/** As `cdr.known_session` stores it. */
export interface SessionFactsRow {
  readonly authorisations: readonly Authorisation[] | null;
  readonly stopAcceptedAt: string | null;
  readonly isReservation: boolean | null;
}

/** What is known of a session, from its row; the earliest authorisation first. */
export function toSessionFacts({
  authorisations,
  stopAcceptedAt,
  isReservation,
}: SessionFactsRow): SessionFacts {
  return {
    authorisations: (authorisations ?? []).toSorted(
      (one, other) => Date.parse(one.at) - Date.parse(other.at),
    ),
    stopAcceptedAt: stopAcceptedAt === null ? undefined : new Date(stopAcceptedAt).toISOString(),
    isReservation: isReservation === true,
  };
}
