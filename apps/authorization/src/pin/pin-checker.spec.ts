import { describe, expect, it } from '@jest/globals';
import { recordedLog, type RecordedLog } from '../../../../test/support/recorded-log.js';
import { PinChecker, type PinVerdict } from './pin-checker.js';
import type { PinHasher } from './pin-hasher.js';
import type { PinOfContract } from './pin-key.js';
import type { PinLockout } from './pin-lockout.js';

/** A hasher that stores PINs in plain text and lists which it compared; `gate` delays every comparison. */
class CountingHasher {
  readonly compared: string[] = [];
  gate: Promise<void> = Promise.resolve();

  hash(pin: string): Promise<string> {
    return Promise.resolve(`hash of ${pin}`);
  }

  async matches(pin: string, hash: string): Promise<boolean> {
    this.compared.push(pin);
    await this.gate;
    return hash === `hash of ${pin}`;
  }
}

class Lockout {
  readonly failures: string[] = [];
  readonly successes: string[] = [];
  most = 3;

  isLocked({ contractKey }: PinOfContract): boolean {
    return this.failures.filter((each) => each === contractKey).length >= this.most;
  }

  countFailure({ contractKey }: PinOfContract): void {
    this.failures.push(contractKey);
  }

  clearFailures({ contractKey }: PinOfContract): void {
    this.successes.push(contractKey);
  }
}

interface Checked {
  readonly checker: PinChecker;
  readonly hasher: CountingHasher;
  readonly lockout: Lockout;
  readonly recorded: RecordedLog;
  check(pin: string | undefined, hash?: string, signal?: AbortSignal): Promise<PinVerdict>;
}

async function aChecker(): Promise<Checked> {
  const hasher = new CountingHasher();
  const lockout = new Lockout();
  const recorded = recordedLog();
  const settings = {
    AUTHORIZE_PIN_CHECKS: 1,
    AUTHORIZE_PIN_COST: 4,
    AUTHORIZE_PIN_ATTEMPTS: 3,
    AUTHORIZE_PIN_LOCKOUT: 1,
  };
  const checker = new PinChecker(
    hasher as PinHasher & CountingHasher,
    lockout as unknown as PinLockout,
    recorded.log,
    settings,
  );
  await checker.onModuleInit();
  return {
    checker,
    hasher,
    lockout,
    recorded,
    check: (pin, hash, signal = new AbortController().signal) =>
      checker.check({ contractKey: 'DEEMPC12345678', hash, pin }, signal),
  };
}

describe('checking a PIN', () => {
  it('distinguishes a right PIN from a wrong one, and counts both', async () => {
    const { check, lockout } = await aChecker();
    expect(await check('1234', 'hash of 1234')).toBe('right');
    expect(await check('1235', 'hash of 1234')).toBe('wrong');
    expect(lockout.successes).toHaveLength(1);
    expect(lockout.failures).toHaveLength(1);
  });

  it('compares a PIN for a contract that does not exist as for any other, and counts it', async () => {
    const { check, hasher, lockout } = await aChecker();
    expect(await check('1234', undefined)).toBe('wrong');
    expect(hasher.compared).toEqual(['1234']);
    expect(lockout.failures).toEqual(['DEEMPC12345678']);
  });

  it.each([
    ['no value', undefined],
    ['no characters', ''],
    ['73 bytes', 'x'.repeat(73)],
    ['19 characters of 4 bytes', '🔋'.repeat(19)],
    ['10,000 characters', '1'.repeat(10_000)],
  ])('finds a PIN of %s wrong without comparing it', async (_, pin) => {
    const { check, hasher, lockout } = await aChecker();
    expect(await check(pin, `hash of ${pin}`)).toBe('wrong');
    expect(hasher.compared).toEqual([]);
    expect(lockout.failures).toEqual([]);
  });

  it('accepts a PIN of 72 bytes', async () => {
    const { check } = await aChecker();
    expect(await check('x'.repeat(72), `hash of ${'x'.repeat(72)}`)).toBe('right');
  });

  it('compares as many PINs as are allowed, however many are checked at once', async () => {
    const { check, hasher } = await aChecker();
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => check(String(index), 'hash of 19')),
    );
    expect(verdicts.filter((verdict) => verdict === 'wrong')).toHaveLength(3);
    expect(verdicts.filter((verdict) => verdict === 'locked')).toHaveLength(17);
    expect(hasher.compared).toHaveLength(3);
  });

  it('leaves a PIN unchecked at once when too many wait', async () => {
    const { check, hasher, recorded } = await aChecker();
    let open = (): void => {};
    hasher.gate = new Promise((resolve) => (open = resolve));
    const waiting = Array.from({ length: 101 }, () => check('1234', 'hash of 1234'));
    expect(await check('1234', 'hash of 1234')).toBe('unchecked');
    expect(recorded.alarms()).toEqual(['PIN_CHECKS_SHED']);
    open();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['right']));
  });

  it('compares no PIN of a call that was aborted', async () => {
    const { check, hasher } = await aChecker();
    expect(await check('1234', 'hash of 1234', AbortSignal.abort())).toBe('unchecked');
    expect(hasher.compared).toEqual([]);
  });
});
