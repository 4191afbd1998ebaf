import type { AuthorizationDecided, AuthorizationMedium, AuthorizationRefused } from '#suite';
import { parseEvcoId, uidKey } from '#oicp';
import type { PinVerdict } from '../pin/pin-checker.js';

/** The decision about one of our drivers and one session. */
export interface Decision {
  /** Canonical SessionID; where HBS gave none, our EMPPartnerSessionID. */
  readonly sessionKey: string;
  /** Kind of medium and its identifier, as `mediumKeyOf` returns it. */
  readonly mediumKey: string;
  /** Status code of OICP; `000` authorises. */
  readonly code: '000' | AuthorizationRefused['code'];
  /** Canonical EvcoID of the contract. */
  readonly evcoKey: string;
  /** Our own name for the session. */
  readonly empPartnerSessionId: string;
}

/** A decision, and the event that publishes it. */
export interface DecisionWithEvent extends Decision {
  /** As other services receive it. */
  readonly event: AuthorizationDecided;
}

/**
 * One text for one medium, without a PIN: its kind and its identifier. With a wrong PIN it is another medium than with the
 * right one: otherwise a driver who mistyped once could never start that session.
 */
export function mediumKeyOf(medium: AuthorizationMedium, pin?: PinVerdict): string {
  if (medium.kind === 'rfid') return `rfid:${uidKey(medium.uid) ?? ''}`;
  // With or without its check digit it is one contract, as far as a repeated request goes.
  const key = `${medium.kind}:${parseEvcoId(medium.evcoId)?.keyWithoutCheckDigit ?? ''}`;
  return pin === 'wrong' || pin === 'locked' ? `${key}:wrong-pin` : key;
}
