import type { AuthorizationMedium, AuthorizationRefused } from '#suite';
import { toOtherNotation, parseEvcoId, reversedUid, uidKey } from '#oicp';
import type { BookedContract, BookedToken, ContractCache } from '../cache/contract-cache.js';
import { mediumProblem } from './medium-problem.js';
import { refusedWith } from './refused-with.js';
import type { OwnProviders } from './own-providers.js';

/** One of our drivers, whether or not he may charge. */
export interface Driver {
  readonly contract: BookedContract;
  /** Of the card, where he used one. */
  readonly token?: BookedToken;
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

/** Who identified, as far as the book in memory knows; a PIN is not looked at. */
export function identifyDriver(
  medium: AuthorizationMedium,
  book: Pick<ContractCache, 'token' | 'contract' | 'contractOf'>,
  providers: Pick<OwnProviders, 'has'>,
): Identified {
  const problem = mediumProblem(medium);
  if (problem !== undefined) return { refused: refusedWith('022', problem) };
  if (medium.kind === 'rfid') return byCard(uidKey(medium.uid) ?? '', book);
  const evcoId = parseEvcoId(medium.evcoId);
  if (!evcoId) return { refused: refusedWith(UNKNOWN[medium.kind]) };
  if (!providers.has(evcoId.providerPart))
    return { refused: refusedWith(UNKNOWN[medium.kind], 'The contract belongs to another provider.') };
  const contract = book.contractOf(evcoId);
  if (!contract) {
    const isConverted = toOtherNotation(evcoId).some((each) => book.contractOf(each) !== undefined);
    const hint = isConverted ? { hint: CONTRACT_IN_OTHER_NOTATION } : {};
    return { refused: { ...refusedWith(UNKNOWN[medium.kind]), ...hint } };
  }
  const ignored = contract.evcoKey !== evcoId.key;
  return { contract, ...(ignored && { diagnosis: 'CHECK_DIGIT_IGNORED' }) };
}

function byCard(uid: string, book: Pick<ContractCache, 'token' | 'contract'>): Identified {
  const token = book.token(uid);
  if (!token) {
    const reversed = book.token(reversedUid(uid)) !== undefined;
    return { refused: { ...refusedWith(UNKNOWN.rfid), ...(reversed && { diagnosis: 'UID_REVERSED' }) } };
  }
  const contract = book.contract(token.evcoKey);
  return contract ? { contract, token } : { refused: refusedWith('210') };
}
