import type { SessionView } from '#suite';

/** Whose session it is, as far as it is known. */
export interface KnownSessionOwner {
  readonly startedBy: SessionView['startedBy'];
  /** As somebody wrote it. */
  readonly evcoId?: string | undefined;
  /** Canonical UID of the card that began it. */
  readonly uid?: string | undefined;
  readonly empPartnerSessionId?: string | undefined;
}
