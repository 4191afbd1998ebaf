import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ContractCache } from '../../../apps/authorization/src/cache/contract-cache.js';
import { PinHasher } from '../../../apps/authorization/src/pin/pin-hasher.js';
import { PinLockout } from '../../../apps/authorization/src/pin/pin-lockout.js';
import { parseEvcoId } from '#oicp';
import { AuthorizationReplicas, decisionCode } from '../../support/authorization-replicas.js';
import { eventually } from '../../support/eventually.js';

const PIN = '735-secret';
const OTHER = '9182-other';
const ATTEMPTS = 3;

describe('a new PIN, on a real PostgreSQL and RabbitMQ with two replicas', () => {
  let replicas: AuthorizationReplicas;
  beforeAll(async () => {
    replicas = await AuthorizationReplicas.create();
    for (let replica = 0; replica < 2; replica += 1)
      await replicas.start({ AUTHORIZE_PIN_ATTEMPTS: String(ATTEMPTS), AUTHORIZE_PIN_LOCKOUT: 'PT1H' });
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => replicas.end());

  const contractKeyOf = (evcoId: string): string => parseEvcoId(evcoId)?.keyWithoutCheckDigit ?? '';
  const setPin = (evcoId: string, pin?: string): Promise<unknown> =>
    replicas.rpc.call('authorization.put-contract', { evcoId, status: 'active', pin });
  /** What each replica compares PINs of the contract with. */
  const hashesOf = (evcoId: string): (string | undefined)[] =>
    replicas.running.map(
      ({ application }) =>
        application.get(ContractCache).findContractByKey(parseEvcoId(evcoId)?.key ?? '')?.pinHash,
    );
  /** Whether each replica refuses every PIN. */
  const locked = (evcoId: string): boolean[] =>
    hashesOf(evcoId).map(
      (hash, replica) => lockouts()[replica]?.isLocked({ contractKey: contractKeyOf(evcoId), hash }) ?? false,
    );
  const lockouts = (): PinLockout[] => replicas.running.map(({ application }) => application.get(PinLockout));
  const readFailures = async (): Promise<void> => {
    await Promise.all(lockouts().map((each) => each.refresh()));
  };
  const failuresOf = async (evcoId: string): Promise<number> => {
    const sql = 'select from auth.pin_failure where contract_key = $1';
    return (await replicas.tables.query<unknown[]>(sql, [contractKeyOf(evcoId)])).length;
  };
  const show = async (evcoId: string, pin?: string, sessionId: string = randomUUID()): Promise<string> =>
    decisionCode(await replicas.decide({ medium: { kind: 'qr', evcoId, pin }, sessionId }));

  /** Stores a contract with the PIN, and waits until both replicas know. */
  async function aContract(): Promise<string> {
    const evcoId = `DE-EMP-C${randomUUID().slice(0, 8).toUpperCase()}-X`;
    await setPin(evcoId, PIN);
    await eventually(() => expect(hashesOf(evcoId)).not.toContain(undefined));
    return evcoId;
  }

  /** Shows wrong PINs until both replicas refuse every PIN of the contract. */
  async function lockOut(evcoId: string): Promise<void> {
    for (let time = 0; time < ATTEMPTS; time += 1) expect(await show(evcoId, 'wrong')).toBe('101');
    await eventually(() => expect(locked(evcoId)).toEqual([true, true]));
    expect(await show(evcoId, PIN)).toBe('101');
  }

  it.each([
    ['another one', OTHER],
    ['the same one again', PIN],
  ])('lifts a lockout at every replica as soon as it knows the PIN, where %s is set', async (_, pin) => {
    const evcoId = await aContract();
    await lockOut(evcoId);
    const [old] = hashesOf(evcoId);
    await setPin(evcoId, pin);
    await eventually(() => {
      for (const hash of hashesOf(evcoId)) expect(hash).not.toBe(old);
      // As soon as a replica knows the PIN, not when it next reads the failures.
      expect(locked(evcoId)).toEqual([false, false]);
    });
    for (let replica = 0; replica < 2; replica += 1) expect(await show(evcoId, pin)).toBe('000');
  });

  it('alone lifts a lockout: a contract stored again without a PIN, or a PIN of another contract, does not', async () => {
    const evcoId = await aContract();
    await lockOut(evcoId);
    await setPin(evcoId);
    await aContract();
    expect(locked(evcoId)).toEqual([true, true]);
    expect(await show(evcoId, PIN)).toBe('101');
  });

  it('does not count attempts that were still being compared with the old one when it was set', async () => {
    const evcoId = await aContract();
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const spies = replicas.running.map(({ application }) => {
      const hasher = application.get(PinHasher);
      const matches = hasher.matches.bind(hasher);
      return jest.spyOn(hasher, 'matches').mockImplementation(async (pin, hash) => {
        if (pin === 'wrong') await gate;
        return await matches(pin, hash);
      });
    });
    const attempts = Array.from({ length: ATTEMPTS }, () => show(evcoId, 'wrong'));
    const compared = (): number => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    await eventually(() => expect(compared()).toBe(ATTEMPTS));
    const [old] = hashesOf(evcoId);
    await setPin(evcoId, OTHER);
    release();
    expect(await Promise.all(attempts)).toEqual(Array(ATTEMPTS).fill('101'));
    await eventually(async () => expect(await failuresOf(evcoId)).toBe(ATTEMPTS));
    await readFailures();
    await eventually(() => expect(hashesOf(evcoId)).not.toContain(old));
    expect(locked(evcoId)).toEqual([false, false]);
    for (let replica = 0; replica < 2; replica += 1) expect(await show(evcoId, OTHER)).toBe('000');
  });

  it('is accepted in a session in which the old one was refused, and a wrong one still is not', async () => {
    const evcoId = await aContract();
    const sessionId = randomUUID();
    expect(await show(evcoId, 'wrong', sessionId)).toBe('101');
    await lockOut(evcoId);
    expect(await show(evcoId, PIN, sessionId)).toBe('101');
    const [old] = hashesOf(evcoId);
    await setPin(evcoId, OTHER);
    await eventually(() => expect(hashesOf(evcoId)).not.toContain(old));
    for (let replica = 0; replica < 2; replica += 1) expect(await show(evcoId, OTHER, sessionId)).toBe('000');
    expect(await show(evcoId, 'wrong', sessionId)).toBe('101');
    expect(await show(evcoId, OTHER, sessionId)).toBe('000');
  });

  it('also lifts a lockout that replicas of the release before have counted', async () => {
    const evcoId = await aContract();
    const before = 'insert into auth.pin_failure (contract_key, failed_at) values ($1, now())';
    for (let time = 0; time < ATTEMPTS; time += 1)
      await replicas.tables.query(before, [contractKeyOf(evcoId)]);
    await readFailures();
    expect(await show(evcoId, PIN)).toBe('101');
    await setPin(evcoId, PIN);
    await readFailures();
    await eventually(async () => expect(await show(evcoId, PIN)).toBe('000'));
  });
});
