import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { PinSettings } from './pin-settings.js';

/** bcrypt looks at no byte behind the 72nd: a longer PIN would be equal to others. */
const MOST_BYTES = 72;

/** Whether bcrypt looks at the whole PIN. */
export function fitsHash(pin: string): boolean {
  return Buffer.byteLength(pin) <= MOST_BYTES;
}

/** PINs as they are stored. Both run on threads of their own, not on the loop. */
@Injectable()
export class PinHasher {
  constructor(private readonly settings: PinSettings) {}

  hash(pin: string): Promise<string> {
    return bcrypt.hash(pin, this.settings.AUTHORIZE_PIN_COST);
  }

  matches(pin: string, hash: string): Promise<boolean> {
    return bcrypt.compare(pin, hash);
  }
}
