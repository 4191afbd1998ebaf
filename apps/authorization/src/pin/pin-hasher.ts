import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { PinSettings } from './pin-settings.js';

/** bcrypt ignores every byte after the 72nd: a longer PIN would be equal to others. */
const BYTES_LIMIT = 72;

/** Whether bcrypt uses the whole PIN. */
export function fitsHash(pin: string): boolean {
  return Buffer.byteLength(pin) <= BYTES_LIMIT;
}

/** Hashes PINs and compares them with bcrypt, on threads of its own and not on the event loop. */
@Injectable()
export class PinHasher {
  constructor(private readonly settings: PinSettings) {}

  /** Hashes a PIN as it is stored. */
  hash(pin: string): Promise<string> {
    return bcrypt.hash(pin, this.settings.AUTHORIZE_PIN_COST);
  }

  /** Whether a PIN has this hash. */
  matches(pin: string, hash: string): Promise<boolean> {
    return bcrypt.compare(pin, hash);
  }
}
