import { Module } from '@nestjs/common';
import { PinChecker } from './pin-checker.js';
import { PinHasher } from './pin-hasher.js';
import { PinLockout } from './pin-lockout.js';

/** The PINs of contracts: stored as hashes, checked a few at a time, locked out after too many wrong ones. */
@Module({ providers: [PinHasher, PinLockout, PinChecker], exports: [PinHasher, PinChecker] })
export class PinModule {}
