import type { OwnProviders, AuthorizationMedium } from '#suite';
import { parseEvcoId } from '#oicp';
import type { ContractCache } from '../cache/contract-cache.js';
import type { PinClaim } from './pin-checker.js';

/**
 * The PIN that must be right; `undefined` where none is needed. Also for a contract that does not exist, but not for
 * another provider's: its EvcoID says that it is not ours.
 */
export function toPinClaim(
  medium: AuthorizationMedium,
  cache: Pick<ContractCache, 'findContract'>,
  providers: Pick<OwnProviders, 'has'>,
): PinClaim | undefined {
  if (medium.kind !== 'qr') return undefined;
  const evcoId = parseEvcoId(medium.evcoId);
  if (!evcoId || !providers.has(evcoId.providerPart)) return undefined;
  const hash = cache.findContract(evcoId)?.pinHash;
  return { contractKey: evcoId.keyWithoutCheckDigit, hash, pin: medium.pin };
}
