import type { AuthorizationRefused } from '#suite';
import type { PinVerdict } from '../pin/pin-checker.js';
import { refuse } from './refuse.js';

const REASONS = { wrong: 'pin-wrong', locked: 'pin-locked-out', unchecked: 'pin-unchecked' } as const;

/** Refuses a QR code unless its PIN was checked and is right; one without a verdict as one with a wrong PIN. */
export function refusePin(verdict: PinVerdict = 'wrong'): AuthorizationRefused | undefined {
  return verdict === 'right' ? undefined : refuse(REASONS[verdict], 'qr');
}
