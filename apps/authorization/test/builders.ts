import type { AuthorizationMedium } from '#suite';
import { parseEvcoId, type EvcoId } from '#oicp';
import { ContractCache, type CachedContract, type CachedToken } from '../src/cache/contract-cache.js';

/** The instant of every decision in these tests; milliseconds since 1970. */
export const NOW = Date.parse('2026-03-01T12:00:00Z');
/** The contract of `aCache`. */
export const EVCO_ID = 'DE-EMP-C12345678-X';
/** The card of `aCache`. */
export const UID = '04A1B2C3D4E5F6';

/** We are DE-EMP. */
export const providers = { has: (key: string): boolean => key === 'DEEMP' };

const evcoIdOf = (text: string): EvcoId => parseEvcoId(text) as EvcoId;

/** Adds a contract in force, with some members changed. */
export function putContract(
  cache: ContractCache,
  evcoId: string,
  changed: Partial<CachedContract> = {},
): ContractCache {
  const { key, keyWithoutCheckDigit } = evcoIdOf(evcoId);
  cache.putContract({ evcoKey: key, evcoId, status: 'active', ...changed }, keyWithoutCheckDigit);
  return cache;
}

/** Adds an active card of a contract, with some members changed. */
export function putToken(
  cache: ContractCache,
  uid: string,
  evcoId: string,
  changed: Partial<CachedToken> = {},
): ContractCache {
  cache.putToken(uid, { evcoKey: evcoIdOf(evcoId).key, status: 'active', ...changed });
  return cache;
}

/** A cache of one contract with one card. */
export function aCache(
  changedToken: Partial<CachedToken> = {},
  changedContract: Partial<CachedContract> = {},
): ContractCache {
  const cache = putContract(new ContractCache({ listsCardsOfContracts: true }), EVCO_ID, changedContract);
  return putToken(cache, UID, EVCO_ID, changedToken);
}

/** A card as a medium. */
export const rfid = (uid: string): AuthorizationMedium => ({ kind: 'rfid', uid });
/** A contract as a medium. */
export const by = (kind: 'qr' | 'plugAndCharge' | 'remote', evcoId = EVCO_ID): AuthorizationMedium => ({
  kind,
  evcoId,
});
