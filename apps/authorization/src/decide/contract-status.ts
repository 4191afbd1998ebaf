import type { AuthorizationRefused } from '#suite';
import type { CachedContract, CachedToken } from '../cache/contract-cache.js';
import type { Driver } from './identify-driver.js';
import type { MediumKind, RefusalReason } from './refusal-codes.js';
import { refuse } from './refuse.js';

type CardReason = Extract<RefusalReason, 'card-blocked' | 'card-expired'>;
type ContractReason = Extract<
  RefusalReason,
  'contract-blocked' | 'contract-not-yet-valid' | 'contract-expired'
>;

/**
 * Refuses one of our drivers whose card or contract may not charge at the instant `now` (milliseconds since 1970).
 *
 * @returns `undefined` if they may charge
 */
export function refuseByStatus(
  { contract, token }: Driver,
  kind: MediumKind,
  now: number,
): AuthorizationRefused | undefined {
  const cardReason = token && cardRefusalReason(token, now);
  if (cardReason) return refuse(cardReason, 'rfid');
  const reason = contractRefusalReason(contract, now);
  return reason && refuse(reason, kind);
}

function cardRefusalReason({ status, expiresAt }: CachedToken, now: number): CardReason | undefined {
  if (status !== 'active') return 'card-blocked';
  return expiresAt !== undefined && expiresAt <= now ? 'card-expired' : undefined;
}

function contractRefusalReason(
  { status, validFrom, validUntil }: CachedContract,
  now: number,
): ContractReason | undefined {
  if (status !== 'active') return 'contract-blocked';
  if (validFrom !== undefined && now < validFrom) return 'contract-not-yet-valid';
  return validUntil !== undefined && validUntil <= now ? 'contract-expired' : undefined;
}
