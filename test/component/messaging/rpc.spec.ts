import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, type Message } from 'amqplib';
import { PayloadError, RpcError, RpcRefusal } from '#messaging';
import { runCorrelated, currentCorrelation } from '#platform';
import { eventually } from '../../support/eventually.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { ExampleBehaviour } from '../../support/example-service/behaviour.js';
import { aCaller, type Caller } from '../../support/example-service/caller.js';
import { startExample, type RunningExample } from '../../support/example-service/example-service.js';

/** RabbitMQ's pseudo queue for replies. */
const REPLIES = 'amq.rabbitmq.reply-to';

describe('calls over a real RabbitMQ', () => {
  let host: VirtualHost;
  let example: RunningExample;
  let caller: Caller;
  beforeAll(async () => {
    host = await createVirtualHost();
    example = await startExample({ host });
    caller = await aCaller(host.settings);
  });
  afterAll(async () => {
    await caller.close();
    await example.application.close();
    await host.drop();
  });
  beforeEach(() => {
    Object.assign(example.behaviour, new ExampleBehaviour());
  });

  it('return the reply of the handler', async () => {
    await expect(caller.rpc.call('bench.work', { name: 'a' })).resolves.toEqual({ name: 'a' });
  });

  it('that are made while their client closes let it close', async () => {
    const leaving = await aCaller(host.settings);
    await leaving.rpc.call('bench.work', { name: 'a' });
    const closed = leaving.close();
    const call = leaving.rpc.call('bench.work', { name: 'b' });
    // Neither by its deadline nor by a connection that is lost over and over while nothing else has its turn.
    await expect(call).rejects.toThrow('until this service stopped');
    await closed;
  });

  it('return raw bytes and what is known about them', async () => {
    const raw = Buffer.from([0, 1, 255]);
    example.behaviour.fetch = () => Promise.resolve({ about: { status: 403 }, bytes: raw });
    await expect(caller.rpc.call('hall.fetch', { name: 'a' })).resolves.toEqual({
      about: { status: 403 },
      bytes: raw,
    });
  });

  it('match a thousand replies to their calls', async () => {
    example.behaviour.work = async (request) => {
      await sleep(Math.random() * 10);
      return request;
    };
    for (let round = 0; round < 25; round += 1) {
      const names = Array.from({ length: 40 }, (_, index) => `${round}-${index}`);
      const replies = await Promise.all(names.map((name) => caller.rpc.call('bench.work', { name })));
      expect(replies.map(({ name }) => name)).toEqual(names);
    }
  });

  it('pass on the trace of the caller', async () => {
    let traceId: string | undefined;
    example.behaviour.work = (request) => {
      traceId = currentCorrelation()?.traceId;
      return Promise.resolve(request);
    };
    await runCorrelated('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', () =>
      caller.rpc.call('bench.work', { name: 'a' }),
    );
    expect(traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  it('return a refusal as the handler worded it', async () => {
    example.behaviour.work = () =>
      Promise.reject(new RpcRefusal('NO_SUCH_THING', 'there is none', { name: 'a' }));
    await expect(caller.rpc.call('bench.work', { name: 'a' })).rejects.toMatchObject({
      constructor: RpcRefusal,
      code: 'NO_SUCH_THING',
      message: 'there is none',
      details: { name: 'a' },
    });
  });

  it('report that a handler failed, with its error only in its own log', async () => {
    example.behaviour.work = () => Promise.reject(new Error('relation "secret" does not exist'));
    const failed = await caller.rpc.call('bench.work', { name: 'a' }).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      constructor: RpcError,
      code: 'INTERNAL',
      message: 'bench.work: the handler failed',
    });
    expect(example.platform.recorded.alarms()).toContain('RPC_HANDLER_FAILED');
  });

  it('end at the deadline when the handler hangs, and free its slot', async () => {
    let released = 0;
    example.behaviour.work = (request, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          released += 1;
          resolve(request);
        });
      });
    const hanging = Array.from({ length: 10 }, () =>
      caller.rpc.call('bench.work', { name: 'hang' }, { deadlineMs: 1_000 }).catch((error: unknown) => error),
    );
    const failures = await Promise.all(hanging);
    expect(failures).toEqual(
      Array.from({ length: 10 }, () => expect.objectContaining({ code: 'DEADLINE_EXCEEDED' })),
    );
    Object.assign(example.behaviour, new ExampleBehaviour());
    await expect(caller.rpc.call('bench.work', { name: 'next' })).resolves.toEqual({ name: 'next' });
    await eventually(() => expect(released).toBe(10));
  });

  it('end when the caller gives up, and free their slot', async () => {
    example.behaviour.work = () => new Promise(() => {});
    const givingUp = new AbortController();
    const calls = Array.from({ length: 2 }, () =>
      caller.rpc.call('hall.work', { name: 'hang' }, { signal: givingUp.signal }),
    );
    givingUp.abort(new Error('the process stops'));
    for (const call of calls) await expect(call).rejects.toThrow('the process stops');
    example.behaviour.work = new ExampleBehaviour().work;
    await expect(caller.rpc.call('hall.fetch', { name: 'next' })).resolves.toBeDefined();
    const late = caller.rpc.call('bench.work', { name: 'late' }, { signal: givingUp.signal });
    await expect(late).rejects.toThrow('the process stops');
  });

  it('are refused at once when their bulkhead is full, while other bulkheads continue', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    example.behaviour.work = async (request) => {
      if (request.name === 'slow') await gate;
      return request;
    };
    const slow = [1, 2].map(() => caller.rpc.call('hall.work', { name: 'slow' }));
    await expect(caller.rpc.call('hall.work', { name: 'third' })).rejects.toMatchObject({
      code: 'OVERLOADED',
    });
    await expect(caller.rpc.call('bench.work', { name: 'other' })).resolves.toEqual({ name: 'other' });
    release();
    await Promise.all(slow);
    await expect(caller.rpc.call('hall.work', { name: 'again' })).resolves.toEqual({ name: 'again' });
  });

  it('are not sent when they do not have the agreed shape, or are too large', async () => {
    await expect(caller.rpc.call('bench.work', { name: 7 } as never)).rejects.toThrow(PayloadError);
    await expect(caller.rpc.call('bench.work', { name: 'x'.repeat(70_000) })).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
    expect(example.behaviour.worked).toEqual([]);
  });

  it('are refused, and do not fail, when the received request does not have the agreed shape', async () => {
    const broker = await connect(host.directUrl);
    const channel = await broker.createChannel();
    const replied = new Promise<Message | null>((resolve) => {
      void channel.consume(REPLIES, resolve, { noAck: true });
    });
    channel.sendToQueue('rpc.bench', Buffer.from('{"name":7}'), {
      type: 'bench.work',
      correlationId: '1',
      replyTo: REPLIES,
      headers: { 'x-deadline': Date.now() + 5_000 },
    });
    const reply = await replied;
    expect(reply?.properties.headers).toMatchObject({ 'x-status': 'refused' });
    expect(JSON.parse(String(reply?.content))).toMatchObject({ code: 'PAYLOAD_INVALID' });
    expect(example.behaviour.worked).toEqual([]);
    await broker.close();
  });

  it('are answered with an error when the reply does not have the agreed shape', async () => {
    example.behaviour.work = () => Promise.resolve({ title: 'a' } as never);
    await expect(caller.rpc.call('bench.work', { name: 'a' })).rejects.toMatchObject({
      code: 'PAYLOAD_INVALID',
    });
  });
});

describe('a call without a consumer', () => {
  it('fails at once, not at its deadline', async () => {
    const host = await createVirtualHost();
    const caller = await aCaller(host.settings);
    await expect(caller.rpc.call('bench.work', { name: 'a' })).rejects.toMatchObject({ code: 'NO_HANDLER' });
    await caller.close();
    await host.drop();
  });
});
