import type { OwnProviders, AuthorizationMedium, AuthorizationRefused } from '#suite';
import type { PinVerdict } from '../pin/pin-checker.js';
import { refuseByStatus } from './contract-status.js';
import { identifyDriver, type Driver, type DriverCache } from './identify-driver.js';
import { refusePin } from './refuse-pin.js';

/** Whether a driver may charge: one of ours, who may unless they are refused, or a stranger, who is. */
export type StartDecision =
  | { readonly driver: Driver; readonly refused?: AuthorizationRefused }
  | { readonly driver?: undefined; readonly refused: AuthorizationRefused };

/**
 * Decides from memory whether a driver may charge at the instant `now` (milliseconds since 1970). `pin` is the verdict on
 * the PIN of a QR code.
 */
export function decideStart(
  medium: AuthorizationMedium,
  cache: DriverCache,
  providers: Pick<OwnProviders, 'has'>,
  { now, pin }: { readonly now: number; readonly pin?: PinVerdict | undefined },
): StartDecision {
  const driver = identifyDriver(medium, cache, providers);
  if ('refused' in driver) return driver;
  const refused =
    (medium.kind === 'qr' ? refusePin(pin) : undefined) ?? refuseByStatus(driver, medium.kind, now);
  return refused ? { driver, refused } : { driver };
}
