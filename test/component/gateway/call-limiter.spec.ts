import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { gatewayDatabase } from '../../../apps/gateway/src/database.js';
import { CallLimiter, type CallSlot } from '../../../apps/gateway/src/outbound/limiter/call-limiter.js';
import { RpcRefusal } from '#messaging';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { recordedLog, type RecordedLog } from '../../support/recorded-log.js';

const LIMIT = 25;

describe('the limit of calls to HBS, on a real PostgreSQL', () => {
  let database: TestDatabase;
  let recorded: RecordedLog;
  let replicas: CallLimiter<string>[];
  let sources: DataSource[];
  let operations = 0;
  beforeAll(async () => {
    database = await createDatabase();
    recorded = recordedLog();
    sources = await Promise.all([1, 2, 3].map(() => database.connect(gatewayDatabase)));
    replicas = sources.map((dataSource) => limiterOn(dataSource));
  });
  afterEach(() => database.network.open());
  afterAll(() => database.drop());

  const limiterOn = (
    dataSource: DataSource,
    times = { windowMs: 2_000, marginMs: 6_000 },
  ): CallLimiter<string> =>
    new CallLimiter({ dataSource, log: recorded.log, account: 'default', limitOf: () => LIMIT, ...times });
  const anOperation = (): string => `operation-${(operations += 1)}`;

  async function waitOf(slot: Promise<CallSlot>): Promise<number> {
    try {
      await slot;
      return 0;
    } catch (error) {
      if (!(error instanceof RpcRefusal) || error.code !== 'HBS_LIMIT_REACHED') throw error;
      return Number(error.details?.['retryAfterMs']);
    }
  }

  it('grants what HBS allows, less one, however many replicas ask at once', async () => {
    const operation = anOperation();
    const asked = replicas.flatMap((each) =>
      Array.from({ length: 20 }, () => waitOf(each.takeSlot(operation, false))),
    );
    const waits = await Promise.all(asked);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(LIMIT - 1);
    const refused = waits.filter((wait) => wait > 0);
    expect(Math.max(...refused)).toBeLessThanOrEqual(8_000);
  });

  it('holds in every window of the actual calls, while three replicas ask without a pause', async () => {
    const operation = anOperation();
    const quick = sources.map((dataSource) => limiterOn(dataSource, { windowMs: 500, marginMs: 1_500 }));
    const calls: number[] = [];
    const until = performance.now() + 5_000;
    const askOn = async (limiter: CallLimiter<string>): Promise<void> => {
      while (performance.now() < until) {
        let slot: CallSlot | undefined;
        const wait = await waitOf(limiter.takeSlot(operation, false).then((taken) => (slot = taken)));
        const now = performance.now();
        if (slot && now < slot.until) calls.push(now);
        if (wait > 0) await sleep(Math.min(wait, 100));
      }
    };
    await Promise.all([...quick, ...quick].map(askOn));
    const inWindow = calls.map((from) => calls.filter((at) => at >= from && at < from + 500).length);
    expect(Math.max(...inWindow)).toBeLessThan(LIMIT);
    expect(calls.length).toBeGreaterThan(LIMIT);
  });

  it('counts each operation by itself', async () => {
    const [one, other] = [anOperation(), anOperation()];
    const [limiter] = replicas;
    for (let call = 0; call < LIMIT - 1; call += 1) await limiter!.takeSlot(one, false);
    expect(await waitOf(limiter!.takeSlot(one, false))).toBeGreaterThan(0);
    expect(await waitOf(limiter!.takeSlot(other, false))).toBe(0);
  });

  it('pauses all replicas for as long as HBS asks', async () => {
    const operation = anOperation();
    await replicas[0]!.slowDown(operation, 30_000);
    for (const each of replicas) {
      const wait = await waitOf(each.takeSlot(operation, false));
      expect(wait).toBeGreaterThan(20_000);
      expect(wait).toBeLessThanOrEqual(30_000);
    }
    expect(recorded.alarms()).toContain('HBS_LIMITS_US');
  });

  it('pauses twice as long each time HBS does not state for how long, and starts over after a success', async () => {
    const operation = anOperation();
    const [limiter] = replicas;
    const pauses: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      await limiter!.slowDown(operation, undefined);
      pauses.push(await waitOf(limiter!.takeSlot(operation, false)));
    }
    const [first = 0, second = 0, third = 0, fourth = 0] = pauses;
    expect(first).toBeLessThanOrEqual(6_000);
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
    expect(fourth).toBeGreaterThan(30_000);
    await sources[0]!.query(`update gateway.call_limit set paused_until = now() where operation = $1`, [
      operation,
    ]);
    const slot = await limiter!.takeSlot(operation, false);
    expect(slot.strikes).toBe(4);
    await limiter!.recordSuccess(operation, slot);
    expect((await limiter!.takeSlot(operation, false)).strikes).toBe(0);
  });

  it('refuses pulls while the database is unavailable, and uses its own count where a driver waits', async () => {
    const operation = anOperation();
    const [limiter] = replicas;
    await limiter!.takeSlot(operation, true);
    database.network.close();
    expect(await waitOf(limiter!.takeSlot(operation, false))).toBeGreaterThan(0);
    const waits: number[] = [];
    for (let call = 0; call < LIMIT; call += 1) waits.push(await waitOf(limiter!.takeSlot(operation, true)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(LIMIT - 2);
    expect(recorded.alarms()).toContain('CALL_LIMITS_UNKNOWN');
    database.network.open();
    await eventually(async () => expect(await waitOf(limiter!.takeSlot(operation, false))).toBe(0));
  });

  it('does not wait for a database that does not answer', async () => {
    const operation = anOperation();
    await replicas[0]!.takeSlot(operation, true);
    database.network.setSilent(true);
    expect(await waitOf(replicas[0]!.takeSlot(operation, true))).toBe(0);
    expect(await waitOf(replicas[0]!.takeSlot(operation, false))).toBeGreaterThan(0);
  });
});
