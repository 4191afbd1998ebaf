import type { AuthorizationMedium, AuthorizationRefused } from '#suite';
import { inOtherNotation, parseEvcoId, reversedUid, uidKey } from '#oicp';
import type { CachedContract, CachedToken, ContractCache } from '../cache/contract-cache.js';
import { mediumProblem } from './medium-problem.js';
import { refuseWith } from './refuse.js';
import type { OwnProviders } from './own-providers.js';

/** One of our drivers, whether or not he may charge. */
export interface Driver {
  readonly contract: CachedContract;
  /** Of the card, where he used one. */
  readonly token?: CachedToken;
  readonly diagnosis?: AuthorizationRefused['diagnosis'];
}

/** Nobody we know, or nobody at all; and how to say so. */
export interface Stranger {
  readonly refused: AuthorizationRefused;
}

export type Identified = Driver | Stranger;

/** The code that says that nobody is known by a medium of this kind. */
const UNKNOWN = { rfid: '102', qr: '101', plugAndCharge: '105', remote: '210' } as const;

/** A hint: the contract is known in the other notation, as some convert it. */
export const CONTRACT_IN_OTHER_NOTATION = 'CONTRACT_IN_OTHER_NOTATION';

/** Who identified, as far as the cache in memory knows; a PIN is not looked at. */
export function identifyDriver(
  medium: AuthorizationMedium,
  cache: Pick<ContractCache, 'findToken' | 'findContractByKey' | 'findContract'>,
  providers: Pick<OwnProviders, 'has'>,
): Identified {
  const problem = mediumProblem(medium);
  if (problem !== undefined) return { refused: refuseWith('022', problem) };
  if (medium.kind === 'rfid') return byCard(uidKey(medium.uid) ?? '', cache);
  const evcoId = parseEvcoId(medium.evcoId);
  if (!evcoId) return { refused: refuseWith(UNKNOWN[medium.kind]) };
  if (!providers.has(evcoId.providerPart))
    return { refused: refuseWith(UNKNOWN[medium.kind], 'The contract belongs to another provider.') };
  const contract = cache.findContract(evcoId);
  if (!contract) {
    const isConverted = inOtherNotation(evcoId).some((each) => cache.findContract(each) !== undefined);
    const hint = isConverted ? { hint: CONTRACT_IN_OTHER_NOTATION } : {};
    return { refused: { ...refuseWith(UNKNOWN[medium.kind]), ...hint } };
  }
  const ignored = contract.evcoKey !== evcoId.key;
  return { contract, ...(ignored && { diagnosis: 'CHECK_DIGIT_IGNORED' }) };
}

function byCard(uid: string, cache: Pick<ContractCache, 'findToken' | 'findContractByKey'>): Identified {
  const token = cache.findToken(uid);
  if (!token) {
    const reversed = cache.findToken(reversedUid(uid)) !== undefined;
    return { refused: { ...refuseWith(UNKNOWN.rfid), ...(reversed && { diagnosis: 'UID_REVERSED' }) } };
  }
  const contract = cache.findContractByKey(token.evcoKey);
  return contract ? { contract, token } : { refused: refuseWith('210') };
}
