import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { Log, ThrottledAlarm } from '#platform';
import { authorizationAlarms } from '../alarms.js';
import { fitsHash, PinHasher } from './pin-hasher.js';
import type { PinOfContract } from './pin-key.js';
import { PinLockout } from './pin-lockout.js';
import { PinSettings } from './pin-settings.js';

const WAITING_PER_CHECK = 100;

/** A PIN that a driver showed for a contract. */
export interface PinClaim extends PinOfContract {
  /** As it was received. */
  readonly pin: string | undefined;
}

/**
 * What checking a PIN found. `locked`: it was not compared, since too many wrong ones were. `unchecked`: it was not compared
 * for want of time.
 */
export type PinVerdict = 'right' | 'wrong' | 'locked' | 'unchecked';

/**
 * Checks PINs, AUTHORIZE_PIN_CHECKS at a time. A contract that does not exist takes the time of a wrong PIN: otherwise the
 * time would reveal which contracts exist.
 */
@Injectable()
export class PinChecker implements OnModuleInit {
  private readonly limit: LimitFunction;
  private readonly mostWaiting: number;
  private readonly shed: ThrottledAlarm;
  private nobodysHash = '';

  constructor(
    private readonly hasher: PinHasher,
    private readonly lockout: PinLockout,
    log: Log,
    { AUTHORIZE_PIN_CHECKS: checks }: PinSettings,
  ) {
    this.limit = pLimit(checks);
    this.mostWaiting = checks * WAITING_PER_CHECK;
    this.shed = new ThrottledAlarm(log, authorizationAlarms.PIN_CHECKS_SHED);
  }

  /** Hashes a PIN that nobody has, to compare with where a contract has none. */
  async onModuleInit(): Promise<void> {
    this.nobodysHash = await this.hasher.hash(randomUUID());
  }

  /** Compares the PIN with the contract's, and counts a wrong one. Compares nothing once `signal` has aborted. */
  async check(claim: PinClaim, signal: AbortSignal): Promise<PinVerdict> {
    const { pin } = claim;
    if (pin === undefined || pin === '' || !fitsHash(pin)) return 'wrong';
    if (this.lockout.isLocked(claim)) return 'locked';
    if (this.limit.pendingCount >= this.mostWaiting) {
      this.shed.raise({ waiting: this.limit.pendingCount });
      return 'unchecked';
    }
    return await this.limit(() => this.compare(claim, pin, signal));
  }

  private async compare(claim: PinClaim, pin: string, signal: AbortSignal): Promise<PinVerdict> {
    const { hash } = claim;
    if (signal.aborted) return 'unchecked';
    // Those that waited before this one may have been the last that were allowed.
    if (this.lockout.isLocked(claim)) return 'locked';
    const matches = await this.hasher.matches(pin, hash ?? this.nobodysHash);
    if (hash !== undefined && matches) {
      this.lockout.clearFailures(claim);
      return 'right';
    }
    this.lockout.countFailure(claim);
    return 'wrong';
  }
}
