import { Injectable } from '@nestjs/common';
import bcrypt from 'bcrypt';
import { MOST_PIN_BYTES } from '#suite';
import { PinSettings } from './pin-settings.js';

/** Whether bcrypt uses the whole PIN. One that is stored fits; one that a driver typed may not. */
export function fitsHash(pin: string): boolean {
  return Buffer.byteLength(pin) <= MOST_PIN_BYTES;
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
