import type { AuthorizationMedium, AuthorizationRefused } from '#suite';
import type { CachedContract } from '../cache/contract-cache.js';
import type { Driver } from './identify-driver.js';
import { refuseWith } from './refuse.js';

/** Why one of our drivers may not charge at the instant `now` (milliseconds since 1970); `undefined` if he may. */
export function refusalReason(
  { contract, token }: Driver,
  kind: AuthorizationMedium['kind'],
  now: number,
): AuthorizationRefused | undefined {
  if (token && (token.status !== 'active' || (token.expiresAt !== undefined && token.expiresAt <= now)))
    return refuseWith('102');
  if (isInForce(contract, now)) return undefined;
  if (kind === 'plugAndCharge') return refuseWith('120');
  return refuseWith(contract.status === 'active' ? '210' : '200');
}

function isInForce({ status, validFrom, validUntil }: CachedContract, now: number): boolean {
  return (
    status === 'active' &&
    (validFrom === undefined || validFrom <= now) &&
    (validUntil === undefined || now < validUntil)
  );
}
