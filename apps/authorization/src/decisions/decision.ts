import type { AuthorizationDecided, AuthorizationMedium, AuthorizationRefused } from '#suite';
import { parseEvcoId, uidKey } from '#oicp';
import type { PinVerdict } from '../pin/pin-checker.js';

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
export interface DecisionWithEvent extends Decision {
  readonly event: AuthorizationDecided;
}

/**
 * One text for one medium, without a PIN: the kind, and what it says. With a wrong PIN it is another medium than with the
 * right one, or a driver who mistyped once could never start that session.
 */
export function mediumKeyOf(medium: AuthorizationMedium, pin?: PinVerdict): string {
  if (medium.kind === 'rfid') return `rfid:${uidKey(medium.uid) ?? ''}`;
  // With or without its check digit it is one contract, as far as a repeated question goes.
  const key = `${medium.kind}:${parseEvcoId(medium.evcoId)?.keyWithoutCheckDigit ?? ''}`;
  return pin === 'wrong' || pin === 'locked' ? `${key}:wrong-pin` : key;
}
