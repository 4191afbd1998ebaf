import type { AuthorizationMedium } from '#suite';
import type { CachedContract, ContractCache } from '../cache/contract-cache.js';
import type { DecisionSettings } from '../decision-settings.js';
import { refusalReason } from '../decide/contract-status.js';

const MOST = 20;

/** What may stop the session, as every operator may see it: the medium that was used, and by configuration more cards. */
export function stopIdentifications(
  medium: AuthorizationMedium,
  contract: CachedContract,
  cache: Pick<ContractCache, 'uidsOf' | 'findToken'>,
  { AUTHORIZE_STOP_IDENTIFICATIONS: told }: Pick<DecisionSettings, 'AUTHORIZE_STOP_IDENTIFICATIONS'>,
  now: number,
): AuthorizationMedium[] {
  const used: AuthorizationMedium = medium.kind === 'qr' ? { kind: 'qr', evcoId: medium.evcoId } : medium;
  const media = [used];
  if (told === 'used') return media;
  for (const uid of cache.uidsOf(contract.evcoKey)) {
    if (media.length >= MOST) break;
    const token = cache.findToken(uid);
    const isUsed = used.kind === 'rfid' && used.uid.toUpperCase() === uid;
    if (token && !isUsed && !refusalReason({ contract, token }, 'rfid', now))
      media.push({ kind: 'rfid', uid });
  }
  return media;
}
