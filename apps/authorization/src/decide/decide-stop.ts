import { uidKey, parseEvcoId } from '#oicp';
import type { OwnProviders, AuthorizationMedium, AuthorizationRefused } from '#suite';
import type { CachedToken } from '../cache/contract-cache.js';
import type { PinVerdict } from '../pin/pin-checker.js';
import type { KnownSessionOwner } from '../sessions/session-owner.js';
import { refuseByStatus } from './contract-status.js';
import { identifyDriver, type Driver, type DriverCache } from './identify-driver.js';
import { refuse } from './refuse.js';
import { refusePin } from './refuse-pin.js';

/**
 * Decides whether a driver may stop a session, at the instant `now` (milliseconds since 1970). What started a session may
 * always stop it, even if it has been blocked since: a car must not stay locked to a cable. Another medium of the same
 * contract or group may while it could start one; and no other may stop what HBS authorised without us, of which we know
 * nothing but the medium.
 *
 * @returns `undefined` if they may
 */
export function decideStop(
  medium: AuthorizationMedium,
  owner: KnownSessionOwner,
  cache: DriverCache,
  providers: Pick<OwnProviders, 'has'>,
  { now, pin }: { readonly now: number; readonly pin?: PinVerdict | undefined },
): AuthorizationRefused | undefined {
  if (medium.kind === 'rfid' && owner.uid !== undefined && uidKey(medium.uid) === owner.uid) return undefined;
  const driver = identifyDriver(medium, cache, providers);
  if ('refused' in driver) return driver.refused;
  const refused =
    medium.kind === 'rfid'
      ? refuseByStatus(driver, 'rfid', now)
      : medium.kind === 'qr'
        ? refusePin(pin)
        : undefined;
  if (refused) return refused;
  return isStoppable(medium.kind, driver, owner, cache) ? undefined : refuse('medium-wrong', medium.kind);
}

function isStoppable(
  kind: AuthorizationMedium['kind'],
  driver: Driver,
  owner: KnownSessionOwner,
  cache: DriverCache,
): boolean {
  if (owner.startedBy === 'other' && (kind === 'rfid' || owner.uid !== undefined)) return false;
  return isContractOf(owner, driver, cache) || (kind === 'rfid' && isInGroupOf(owner, driver.token, cache));
}

function isContractOf(
  { evcoId }: KnownSessionOwner,
  { contract }: Driver,
  cache: Pick<DriverCache, 'findContract'>,
): boolean {
  const owned = evcoId === undefined ? undefined : parseEvcoId(evcoId);
  return owned !== undefined && cache.findContract(owned)?.evcoKey === contract.evcoKey;
}

function isInGroupOf(
  { uid }: KnownSessionOwner,
  token: CachedToken | undefined,
  cache: Pick<DriverCache, 'findToken'>,
): boolean {
  const group = uid === undefined ? undefined : cache.findToken(uid)?.group;
  return group !== undefined && group === token?.group;
}
