import { uidKey, parseEvcoId } from '#oicp';
import type { AuthorizationMedium, AuthorizationRefused } from '#suite';
import type { CachedToken, ContractCache } from '../cache/contract-cache.js';
import { identifyDriver, type Driver } from './identify-driver.js';
import type { OwnProviders } from './own-providers.js';
import { refuseWith } from './refuse.js';
import { refusalReason } from './contract-status.js';
import type { PinVerdict } from '../pin/pin-checker.js';
import type { KnownSessionOwner } from '../sessions/session-owner.js';

type DriverCache = Pick<ContractCache, 'findToken' | 'findContractByKey' | 'findContract'>;

/**
 * Whether somebody may end this session; `undefined`: he may. What began a session may always end it, even if it has been
 * blocked since: a car must not stay locked to a cable. Another medium of the same contract or group may while it could
 * begin one; and none may end what HBS authorised without us, of which we know nothing but the medium.
 */
export function decideStop(
  medium: AuthorizationMedium,
  owner: KnownSessionOwner,
  cache: DriverCache,
  providers: Pick<OwnProviders, 'has'>,
  { now, pin = 'wrong' }: { readonly now: number; readonly pin?: PinVerdict | undefined },
): AuthorizationRefused | undefined {
  if (medium.kind === 'rfid' && owner.uid !== undefined && uidKey(medium.uid) === owner.uid) return undefined;
  const identified = identifyDriver(medium, cache, providers);
  if ('refused' in identified) return identified.refused;
  if (medium.kind === 'rfid') return byOtherCard(identified, owner, cache, now);
  if (medium.kind === 'qr' && pin !== 'right') return refuseWith(pin === 'busy' ? '320' : '101');
  const authorisedWithoutUs = owner.startedBy === 'other' && owner.uid !== undefined;
  return !authorisedWithoutUs && isContractOf(owner, identified, cache) ? undefined : wrongMedium();
}

function byOtherCard(
  driver: Driver,
  owner: KnownSessionOwner,
  cache: DriverCache,
  now: number,
): AuthorizationRefused | undefined {
  const objection = refusalReason(driver, 'rfid', now);
  if (objection) return objection;
  if (owner.startedBy === 'other') return wrongMedium();
  return isContractOf(owner, driver, cache) || isInGroupOf(owner, driver.token, cache)
    ? undefined
    : wrongMedium();
}

function isContractOf({ evcoId }: KnownSessionOwner, { contract }: Driver, cache: DriverCache): boolean {
  const owned = evcoId === undefined ? undefined : parseEvcoId(evcoId);
  return owned !== undefined && cache.findContract(owned)?.evcoKey === contract.evcoKey;
}

function isInGroupOf(
  { uid }: KnownSessionOwner,
  token: CachedToken | undefined,
  cache: DriverCache,
): boolean {
  const group = uid === undefined ? undefined : cache.findToken(uid)?.group;
  return group !== undefined && group === token?.group;
}

/** 602 is OICP's code for it: "wrong token". */
function wrongMedium(): AuthorizationRefused {
  return refuseWith('602', 'The session was started with another medium.');
}
