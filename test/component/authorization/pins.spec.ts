import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ContractCache } from '../../../apps/authorization/src/cache/contract-cache.js';
import { PinHasher } from '../../../apps/authorization/src/pin/pin-hasher.js';
import { PinLockout } from '../../../apps/authorization/src/pin/pin-lockout.js';
import { Retention } from '../../../apps/authorization/src/retention/retention.js';
import { evcoIdKey } from '#oicp';
import { AuthorizationReplicas, decisionCode } from '../../support/authorization-replicas.js';
import { eventually } from '../../support/eventually.js';

const PIN = '735-secret';

describe('PINs, on a real PostgreSQL and RabbitMQ', () => {
  let replicas: AuthorizationReplicas;
  beforeAll(async () => {
    replicas = await AuthorizationReplicas.create();
    await replicas.start({ AUTHORIZE_PIN_ATTEMPTS: '3', AUTHORIZE_PIN_LOCKOUT: 'PT4S' });
    await replicas.start({ AUTHORIZE_PIN_ATTEMPTS: '3', AUTHORIZE_PIN_LOCKOUT: 'PT4S' });
  });
  afterAll(() => replicas.end());

  /** What wrong PINs are counted by. */
  const contractKeyOf = (evcoId: string): string => evcoId.replaceAll('-', '').slice(0, 14);

  /** Stores a contract with the PIN, and waits until both replicas know. */
  async function aContract(): Promise<string> {
    const evcoId = `DE-EMP-C${randomUUID().slice(0, 8).toUpperCase()}-X`;
    await replicas.rpc.call('authorization.put-contract', { evcoId, status: 'active', pin: PIN });
    // Before they know the contract, they would count a wrong PIN.
    await eventually(() => {
      for (const { application } of replicas.running)
        expect(application.get(ContractCache).findContractByKey(evcoIdKey(evcoId))).toBeDefined();
    });
    return evcoId;
  }
  const show = async (evcoId: string, pin?: string): Promise<string> =>
    decisionCode(await replicas.decide({ medium: { kind: 'qr', evcoId, pin }, sessionId: randomUUID() }));
  const lockouts = (): PinLockout[] => replicas.running.map(({ application }) => application.get(PinLockout));
  /** Whether each replica refuses every PIN, by the PIN that it knows of the contract. */
  const locked = (evcoId: string): boolean[] =>
    replicas.running.map(({ application }) => {
      const hash = application.get(ContractCache).findContractByKey(evcoIdKey(evcoId))?.pinHash;
      return application.get(PinLockout).isLocked({ contractKey: contractKeyOf(evcoId), hash });
    });
  const failuresOf = async (key: string): Promise<number> => {
    const sql = 'select from auth.pin_failure where contract_key = $1';
    return (await replicas.tables.query<unknown[]>(sql, [key])).length;
  };

  it('authorise a driver only if they are right', async () => {
    const evcoId = await aContract();
    expect(await show(evcoId, PIN)).toBe('000');
    expect(await show(evcoId, `${PIN}0`)).toBe('101');
    for (const pin of [undefined, '', '0'.repeat(10_000)]) expect(await show(evcoId, pin)).toBe('101');
    expect(await show(evcoId, PIN)).toBe('000');
  });

  it('are compared for a contract that does not exist as for one that does', async () => {
    const evcoId = await aContract();
    const spies = replicas.running.map(({ application }) =>
      jest.spyOn(application.get(PinHasher), 'matches'),
    );
    const compared = (): number => spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    expect(await show(evcoId, 'wrong')).toBe('101');
    expect(compared()).toBe(1);
    expect(await show('DE-EMP-CNOBODY99-X', 'wrong')).toBe('101');
    expect(compared()).toBe(2);
    expect(await show('DE-ABC-CNOBODY99-X', 'wrong')).toBe('101');
    expect(compared()).toBe(2);
    for (const spy of spies) spy.mockRestore();
  });

  it('are refused by both replicas after too many wrong ones, until those have expired', async () => {
    const evcoId = await aContract();
    const key = contractKeyOf(evcoId);
    // Also in other spellings: with another check digit, without, in lower case.
    for (const spelt of [evcoId, `${evcoId.slice(0, -1)}Y`, evcoId.slice(0, -2).toLowerCase()])
      expect(await show(spelt, 'wrong')).toBe('101');
    await eventually(() => expect(locked(evcoId)).toEqual([true, true]));
    expect(await show(evcoId, PIN)).toBe('101');
    await eventually(async () => {
      expect(locked(evcoId)).toEqual([false, false]);
      expect(await show(evcoId, PIN)).toBe('000');
    });
    await replicas.running[0]?.application.get(Retention).deleteExpired(new AbortController().signal);
    expect(await failuresOf(key)).toBe(0);
  });

  it('of a contract that does not exist are locked out, too, so that the answer does not reveal it', async () => {
    const evcoId = 'DE-EMP-CNOBODY77-X';
    for (let time = 0; time < 3; time += 1) expect(await show(evcoId, 'wrong')).toBe('101');
    await eventually(() => expect(locked(evcoId)).toEqual([true, true]));
    const alarms = replicas.running.flatMap(({ platform }) => platform.recorded.alarms());
    expect(alarms).not.toContain('RPC_HANDLER_FAILED');
  });

  it('that were wrong no longer count after a right one, at either replica', async () => {
    const evcoId = await aContract();
    const key = contractKeyOf(evcoId);
    for (let round = 0; round < 2; round += 1) {
      for (let time = 0; time < 2; time += 1) expect(await show(evcoId, 'wrong')).toBe('101');
      await eventually(async () => expect(await failuresOf(key)).toBe(2));
      expect(await show(evcoId, PIN)).toBe('000');
      await eventually(async () => expect(await failuresOf(key)).toBe(0));
      await Promise.all(lockouts().map((each) => each.refresh()));
    }
  });

  it('are unchanged where a contract is stored again without one, and removed where it is stored with null', async () => {
    const evcoId = await aContract();
    const again = await replicas.rpc.call('authorization.put-contract', { evcoId, status: 'active' });
    expect(again.hasPin).toBe(true);
    expect(await show(evcoId, PIN)).toBe('000');
    const without = await replicas.rpc.call('authorization.put-contract', {
      evcoId,
      status: 'active',
      pin: null,
    });
    expect(without).toEqual({ evcoId, status: 'active', hasPin: false });
    await eventually(async () => expect(await show(evcoId, PIN)).toBe('101'));
  });

  it.each([
    ['no character', ''],
    ['21 characters', 'x'.repeat(21)],
    ['80 bytes', '🔋'.repeat(20)],
  ])('of %s are not stored, also where another caller than the API sends them', async (_, pin) => {
    const stored = replicas.rpc.call('authorization.put-contract', {
      evcoId: 'DE-EMP-C00000001-X',
      status: 'active',
      pin,
    });
    await expect(stored).rejects.toMatchObject({ code: 'PAYLOAD_INVALID' });
  });

  it('are in plain text in no table, event, answer or log', async () => {
    const evcoId = await aContract();
    await show(evcoId, PIN);
    const tables = await replicas.tables.query<{ text: string }[]>(
      `select (select coalesce(json_agg(c), '[]')::text from auth.contract c)
         || (select coalesce(json_agg(d), '[]')::text from auth.decision d) as text`,
    );
    const shown = await replicas.rpc.call('authorization.get-contract', { evcoId });
    const everything = JSON.stringify([
      tables,
      shown,
      replicas.published,
      replicas.running.map(({ platform }) => platform.recorded.lines),
    ]);
    expect(everything).toContain(evcoId);
    expect(everything).not.toContain(PIN);
    expect(JSON.stringify(tables)).toContain('$2b$04$');
    expect(JSON.stringify([shown, replicas.published])).not.toContain('$2b$');
  });
});
