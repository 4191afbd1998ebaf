import type { AuthorizationMedium, AuthorizationRefused } from '#suite';
import { identifyDriver, type Driver } from './identify-driver.js';
import type { OwnProviders } from './own-providers.js';
import { refusalReason } from './contract-status.js';
import { refusedWith } from './refused-with.js';
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
  book: Pick<ContractCache, 'token' | 'contract' | 'contractOf'>,
  providers: Pick<OwnProviders, 'has'>,
  { now, pin = 'wrong' }: { readonly now: number; readonly pin?: PinVerdict | undefined },
): StartDecision {
  const identified = identifyDriver(medium, book, providers);
  if ('refused' in identified) return identified;
  if (medium.kind === 'qr' && pin !== 'right')
    return { driver: identified, refused: refusedWith(pin === 'busy' ? '320' : '101') };
  const refused = refusalReason(identified, medium.kind, now);
  return { driver: identified, ...(refused && { refused }) };
}
