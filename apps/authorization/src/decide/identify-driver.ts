import type { OwnProviders, AuthorizationMedium, AuthorizationRefused } from '#suite';
import { toOtherNotation, parseEvcoId, reversedUid, uidKey } from '#oicp';
import type { CachedContract, CachedToken, ContractCache } from '../cache/contract-cache.js';
import { refuse } from './refuse.js';

/** One of our drivers, whether or not they may charge. */
export interface Driver {
  /** Their contract, in force or not. */
  readonly contract: CachedContract;
  /** The card, where they used one. */
  readonly token?: CachedToken;
  /** For our own support; not sent to the CPO. */
  readonly diagnosis?: AuthorizationRefused['diagnosis'];
}

/** A driver whom we do not know, and how they are refused. */
export interface Stranger {
  /** As HBS is answered. */
  readonly refused: AuthorizationRefused;
}

/** One of our drivers, or a stranger. */
export type IdentifiedDriver = Driver | Stranger;

/** What finding a driver needs of the contracts and cards in memory. */
export type DriverCache = Pick<ContractCache, 'findToken' | 'findContractByKey' | 'findContract'>;

/** Hint of a refusal: the contract is known in the other notation, DIN or ISO, as some convert it. */
export const CONTRACT_IN_OTHER_NOTATION = 'CONTRACT_IN_OTHER_NOTATION';

/** Finds the driver of a medium in the contracts and cards in memory. Does not check a PIN. */
export function identifyDriver(
  medium: AuthorizationMedium,
  cache: DriverCache,
  providers: Pick<OwnProviders, 'has'>,
): IdentifiedDriver {
  const { kind } = medium;
  if (medium.kind === 'rfid') return identifyByCard(uidKey(medium.uid), cache);
  const evcoId = parseEvcoId(medium.evcoId);
  if (!evcoId) return { refused: refuse('medium-unreadable', kind) };
  if (!providers.has(evcoId.providerPart)) return { refused: refuse('provider-foreign', medium.kind) };
  const contract = cache.findContract(evcoId);
  if (!contract) {
    const isConverted = toOtherNotation(evcoId).some((each) => cache.findContract(each) !== undefined);
    const hint = isConverted ? { hint: CONTRACT_IN_OTHER_NOTATION } : {};
    return { refused: { ...refuse('unknown', kind), ...hint } };
  }
  const isFoundWithoutCheckDigit = contract.evcoKey !== evcoId.key;
  return { contract, ...(isFoundWithoutCheckDigit && { diagnosis: 'CHECK_DIGIT_IGNORED' }) };
}

function identifyByCard(uid: string | undefined, cache: DriverCache): IdentifiedDriver {
  if (uid === undefined) return { refused: refuse('medium-unreadable', 'rfid') };
  const token = cache.findToken(uid);
  if (!token) {
    const isReversed = cache.findToken(reversedUid(uid)) !== undefined;
    return { refused: { ...refuse('unknown', 'rfid'), ...(isReversed && { diagnosis: 'UID_REVERSED' }) } };
  }
  const contract = cache.findContractByKey(token.evcoKey);
  return contract ? { contract, token } : { refused: refuse('card-without-contract', 'rfid') };
}
