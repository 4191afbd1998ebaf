import type { AuthorizationDecided, AuthorizationMedium, AuthorizationRefused } from '#messaging';
import { parseEvcoId, uidKey } from '#oicp';

/** What one of our drivers is told about one session. */
export interface Decision {
  /** Canonical SessionID; where HBS gave none, our EMPPartnerSessionID. */
  readonly sessionKey: string;
  readonly mediumKey: string;
  /** Of OICP; `000` is a yes. */
  readonly code: '000' | AuthorizationRefused['code'];
  readonly evcoKey: string;
  readonly empPartnerSessionId: string;
}

/** A decision, and the event that tells it. */
export interface ToldDecision extends Decision {
  readonly event: AuthorizationDecided;
}

/** One text for one medium, without a PIN: the kind, and what it says. */
export function mediumKeyOf(medium: AuthorizationMedium): string {
  if (medium.kind === 'rfid') return `rfid:${uidKey(medium.uid) ?? ''}`;
  // With or without its check digit it is one contract, as far as a repeated question goes.
  return `${medium.kind}:${parseEvcoId(medium.evcoId)?.keyWithoutCheckDigit ?? ''}`;
}
