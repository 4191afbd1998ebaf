import { createHash } from 'node:crypto';

/** A contract, and which of its PINs an attempt is compared with: what wrong attempts are counted by. */
export interface PinOfContract {
  /** Key of the EvcoID without check digit. */
  readonly contractKey: string;
  /** bcrypt of the PIN; `undefined` where there is no contract or it has no PIN. */
  readonly hash: string | undefined;
}

/** Names a PIN by its hash: bcrypt salts, so a PIN that is set again, even to the same digits, gets another key. */
export function pinKeyOf(hash: string | undefined): string {
  return hash === undefined ? 'none' : createHash('sha256').update(hash).digest('hex').slice(0, 32);
}
