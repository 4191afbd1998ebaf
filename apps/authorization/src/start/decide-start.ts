import type { AuthorizationStartReply, AuthorizationStartRequest } from '#messaging';
import { uidKey } from '#oicp';
import type { BookedContract, ContractBook } from '../book/contract-book.js';

type Refused = Extract<AuthorizationStartReply, { decision: 'refused' }>;

/** The contract under which a driver may charge, or why not. */
export type StartDecision = BookedContract | Refused;

/** Decides from memory, at the instant `now` (milliseconds since 1970). */
export function decideStart(
  medium: AuthorizationStartRequest['medium'],
  book: Pick<ContractBook, 'token' | 'contract'>,
  now: number,
): StartDecision {
  switch (medium.kind) {
    case 'rfid':
      return decideByCard(medium.uid, book, now);
    case 'qr':
      return refused('101');
    case 'plugAndCharge':
      return refused('105');
    case 'remote':
      return refused('210');
  }
}

function decideByCard(
  uid: string,
  book: Pick<ContractBook, 'token' | 'contract'>,
  now: number,
): StartDecision {
  const key = uidKey(uid);
  if (key === undefined) return refused('022', 'The UID does not have 8, 14 or 20 hexadecimal digits.');
  const token = book.token(key);
  if (token?.status !== 'active' || (token.expiresAt !== undefined && token.expiresAt <= now))
    return refused('102');
  const contract = book.contract(token.evcoKey);
  if (!contract) return refused('210');
  return contract.status === 'active' ? contract : refused('200');
}

function refused(code: Refused['code'], reason?: string): Refused {
  return { decision: 'refused', code, ...(reason !== undefined && { reason }) };
}
