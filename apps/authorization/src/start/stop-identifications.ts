import type { AuthorizationMedium } from '#suite';
import type { CachedContract, ContractCache } from '../cache/contract-cache.js';
import { refuseByStatus } from '../decide/contract-status.js';
import type { DecisionSettings } from '../decision-settings.js';

const LARGEST_LIST = 20;

/**
 * Lists what may stop the session, for every operator to see: the medium that was used, without its PIN, and by
 * AUTHORIZE_STOP_IDENTIFICATIONS also the contract's other cards that may charge. 20 at most.
 */
export function stopIdentifications(
  medium: AuthorizationMedium,
  contract: CachedContract,
  cache: Pick<ContractCache, 'uidsOf' | 'findToken'>,
  { AUTHORIZE_STOP_IDENTIFICATIONS: listed }: Pick<DecisionSettings, 'AUTHORIZE_STOP_IDENTIFICATIONS'>,
  now: number,
): AuthorizationMedium[] {
  const used: AuthorizationMedium = medium.kind === 'qr' ? { kind: 'qr', evcoId: medium.evcoId } : medium;
  const media = [used];
  if (listed === 'used') return media;
  for (const uid of cache.uidsOf(contract.evcoKey)) {
    if (media.length >= LARGEST_LIST) break;
    const token = cache.findToken(uid);
    const isUsed = used.kind === 'rfid' && used.uid.toUpperCase() === uid;
    if (token && !isUsed && !refuseByStatus({ contract, token }, 'rfid', now))
      media.push({ kind: 'rfid', uid });
  }
  return media;
}
