import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { WithBytes } from '#messaging';
import { eventually } from '../../support/eventually.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { ExampleBehaviour } from '../../support/example-service/behaviour.js';
import { aCaller, type Caller } from '../../support/example-service/caller.js';
import { startExample, type RunningExample } from '../../support/example-service/example-service.js';

type Chunk = WithBytes<{ number: number }>;

describe('streamed replies over a real RabbitMQ', () => {
  let host: VirtualHost;
  let example: RunningExample;
  let caller: Caller;
  beforeAll(async () => {
    host = await createVirtualHost();
    example = await startExample({ host });
  });
  afterAll(async () => {
    await example.application.close();
    await host.drop();
  });
  beforeEach(async () => {
    caller = await aCaller(host.settings);
    Object.assign(example.behaviour, new ExampleBehaviour());
  });
  afterEach(() => caller.close());

  async function take(to: number): Promise<number[]> {
    const numbers: number[] = [];
    for await (const { about } of caller.streams.stream('bench.count', { to })) numbers.push(about.number);
    return numbers;
  }

  it('arrive whole and in order', async () => {
    await expect(take(100)).resolves.toEqual(Array.from({ length: 100 }, (_, index) => index));
    await expect(take(0)).resolves.toEqual([]);
  });

  it('are produced no faster than they are consumed', async () => {
    let made = 0;
    example.behaviour.count = async function* count(to: number): AsyncGenerator<Chunk> {
      for (let number = 0; number < to; number += 1) {
        made += 1;
        yield { about: { number }, bytes: Buffer.alloc(10) };
      }
      await sleep(0);
    };
    let taken = 0;
    for await (const { about } of caller.streams.stream('bench.count', { to: 20 })) {
      taken = about.number + 1;
      await sleep(20);
      expect(made - taken).toBeLessThanOrEqual(5);
    }
    expect(taken).toBe(20);
  });

  it('can have chunks of a megabyte', async () => {
    example.behaviour.count = async function* count(): AsyncGenerator<Chunk> {
      yield { about: { number: 0 }, bytes: Buffer.alloc(1024 * 1024, 7) };
      await sleep(0);
    };
    for await (const { bytes } of caller.streams.stream('bench.count', { to: 1 })) {
      expect(bytes.equals(Buffer.alloc(1024 * 1024, 7))).toBe(true);
    }
  });

  it('stop being produced when the receiver leaves early', async () => {
    let stopped = false;
    example.behaviour.count = async function* count(): AsyncGenerator<Chunk> {
      try {
        for (let number = 0; ; number += 1) {
          yield { about: { number }, bytes: Buffer.alloc(10) };
          await sleep(0);
        }
      } finally {
        stopped = true;
      }
    };
    for await (const { about } of caller.streams.stream('bench.count', { to: 1 }))
      if (about.number === 3) break;
    await eventually(() => expect(stopped).toBe(true));
  });

  it('stop being awaited and produced when the receiver gives up', async () => {
    let stopped = false;
    example.behaviour.count = async function* count(): AsyncGenerator<Chunk> {
      try {
        for (let number = 0; ; number += 1) {
          yield { about: { number }, bytes: Buffer.alloc(10) };
          await sleep(number < 3 ? 0 : 50);
        }
      } finally {
        stopped = true;
      }
    };
    const givingUp = new AbortController();
    const { signal } = givingUp;
    const stream = caller.streams.stream('bench.count', { to: 1 }, { signal });
    await stream.next();
    givingUp.abort(new Error('the process stops'));
    await expect(stream.next()).rejects.toThrow('the process stops');
    await eventually(() => expect(stopped).toBe(true));
  });

  it('leave no timer behind when the receiver gives up before the first chunk', async () => {
    // The channel is open by then, so it has no timer of its own.
    await take(0);
    let asked = false;
    example.behaviour.count = async function* count(): AsyncGenerator<Chunk> {
      asked = true;
      await sleep(500);
      yield { about: { number: 0 }, bytes: Buffer.alloc(10) };
    };
    const givingUp = new AbortController();
    const { signal } = givingUp;
    const [set, cleared] = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'clearTimeout')];
    try {
      const next = caller.streams.stream('bench.count', { to: 1 }, { signal }).next();
      // Nothing has been read from a socket since: all timers are the receiver's, and none is the sender's.
      await new Promise<void>((resolve) => {
        process.nextTick(resolve);
      });
      const [timer, ...others] = set.mock.results;
      expect(timer).toBeDefined();
      expect(others).toHaveLength(0);
      await eventually(() => expect(asked).toBe(true));
      givingUp.abort(new Error('the process stops'));
      await expect(next).rejects.toThrow('the process stops');
      await nextTurn();
      const ended = new Set<unknown>(cleared.mock.calls.map(([each]) => each));
      expect(ended.has(timer?.value)).toBe(true);
    } finally {
      set.mockRestore();
      cleared.mockRestore();
    }
  });

  it('stop being produced when the receiver dies', async () => {
    let stopped = false;
    example.behaviour.count = async function* count(): AsyncGenerator<Chunk> {
      try {
        for (let number = 0; ; number += 1) yield { about: { number }, bytes: Buffer.alloc(10) };
      } finally {
        stopped = true;
        await sleep(0);
      }
    };
    const stream = caller.streams.stream('bench.count', { to: 1 });
    await stream.next();
    await caller.close();
    await eventually(() => expect(stopped).toBe(true));
  });

  it('break with an error when the handler fails in the middle', async () => {
    example.behaviour.count = async function* count(): AsyncGenerator<Chunk> {
      yield { about: { number: 0 }, bytes: Buffer.alloc(10) };
      await sleep(0);
      throw new Error('no more');
    };
    await expect(take(5)).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('break with an error when the sender falls silent', async () => {
    example.behaviour.count = async function* count(): AsyncGenerator<Chunk> {
      yield { about: { number: 0 }, bytes: Buffer.alloc(10) };
      await sleep(3_000);
    };
    await expect(take(5)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  it('break with an error when the connection is cut, and work again afterwards', async () => {
    example.behaviour.count = async function* count(to: number): AsyncGenerator<Chunk> {
      for (let number = 0; number < to; number += 1) {
        yield { about: { number }, bytes: Buffer.alloc(10) };
        await sleep(20);
      }
    };
    const stream = take(1_000);
    setTimeout(() => host.network.cut(), 200);
    await expect(stream).rejects.toMatchObject({
      code: expect.stringMatching(/CONNECTION_LOST|OUTCOME_UNKNOWN/),
    });
    await eventually(async () => expect(await take(3)).toEqual([0, 1, 2]));
  });

  it('fail at once without a consumer', async () => {
    const empty = await createVirtualHost();
    const lonely = await aCaller(empty.settings);
    const stream = lonely.streams.stream('bench.count', { to: 1 });
    await expect(stream.next()).rejects.toMatchObject({ code: 'NO_HANDLER' });
    await lonely.close();
    await empty.drop();
  });
});
