import type { AuthorizationMedium, AuthorizationRefused } from '#suite';
import { identifyDriver, type Driver } from './identify-driver.js';
import type { OwnProviders } from './own-providers.js';
import { refusalReason } from './contract-status.js';
import { refuseWith } from './refuse.js';
import type { ContractCache } from '../cache/contract-cache.js';
import type { PinVerdict } from '../pin/pin-checker.js';

/** Whether a driver may charge. `driver` is one of ours, also where he is refused. */
export interface StartDecision {
  readonly driver?: Driver;
  /** Nobody refuses: he may. */
  readonly refused?: AuthorizationRefused;
}

/** Decides from memory, at the instant `now` (milliseconds since 1970). `pin` is what became of the PIN of a QR code. */
export function decideStart(
  medium: AuthorizationMedium,
  cache: Pick<ContractCache, 'findToken' | 'findContractByKey' | 'findContract'>,
  providers: Pick<OwnProviders, 'has'>,
  { now, pin = 'wrong' }: { readonly now: number; readonly pin?: PinVerdict | undefined },
): StartDecision {
  const identified = identifyDriver(medium, cache, providers);
  if ('refused' in identified) return identified;
  if (medium.kind === 'qr' && pin !== 'right')
    return { driver: identified, refused: refuseWith(pin === 'busy' ? '320' : '101') };
  const refused = refusalReason(identified, medium.kind, now);
  return { driver: identified, ...(refused && { refused }) };
}
