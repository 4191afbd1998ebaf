import type { SessionView } from '#suite';

/** Whose session it is, as far as that is known. */
export interface KnownSessionOwner {
  /** With what it was started; `other`: HBS authorised it without us. */
  readonly startedBy: SessionView['startedBy'];
  /** As it was received or stored. */
  readonly evcoId?: string | undefined;
  /** Canonical UID of the card that started it. */
  readonly uid?: string | undefined;
  /** Our own name for the session. */
  readonly empPartnerSessionId?: string | undefined;
}
