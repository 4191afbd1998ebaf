import type { AuthorizationRefused } from '#suite';
import type { PinVerdict } from '../pin/pin-checker.js';
import { refuse } from './refuse.js';

const REASONS = { wrong: 'pin-wrong', locked: 'pin-locked-out', unchecked: 'pin-unchecked' } as const;

/** Refuses a QR code whose PIN is not known to be right; without a verdict it counts as wrong. @returns `undefined` if it is right */
export function refusePin(verdict: PinVerdict = 'wrong'): AuthorizationRefused | undefined {
  return verdict === 'right' ? undefined : refuse(REASONS[verdict], 'qr');
}
