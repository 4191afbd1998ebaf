import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import type { TcpProxy } from '../../support/tcp-proxy.js';
import { aCaller, type Caller } from '../../support/example-service/caller.js';
import { startExample, type RunningExample } from '../../support/example-service/example-service.js';
import { startExampleProcess } from '../../support/example-service/example-process-handle.js';

/** The caller and the example reach the broker over networks of their own, so that either can be cut off alone. */
describe('calls during faults, on a real RabbitMQ', () => {
  let host: VirtualHost;
  let callersNetwork: TcpProxy;
  let example: RunningExample;
  let caller: Caller;
  beforeEach(async () => {
    host = await createVirtualHost();
    const callersWay = await host.openSecondPath();
    callersNetwork = callersWay.network;
    example = await startExample({ host });
    caller = await aCaller(callersWay.settings);
  });
  afterEach(async () => {
    callersNetwork.open();
    host.network.open();
    await caller.close();
    await example.application.close();
    await callersNetwork.stop();
    await host.drop();
  });

  const worksAgain = (): Promise<void> =>
    eventually(async () =>
      expect(await caller.rpc.call('bench.work', { name: 'after' })).toEqual({ name: 'after' }),
    );

  it('are sent again within their deadline when the socket of the caller is cut', async () => {
    example.behaviour.work = async (request) => {
      if (example.behaviour.worked.length === 1) await sleep(500);
      return request;
    };
    const call = caller.rpc.call('bench.work', { name: 'a' });
    await eventually(() => expect(example.behaviour.worked).toEqual(['a']));
    callersNetwork.cut();
    await expect(call).resolves.toEqual({ name: 'a' });
    expect(example.behaviour.worked).toEqual(['a', 'a']);
    await worksAgain();
  });

  it('that must not repeat have an unknown outcome when the socket of the caller is cut, and ran once', async () => {
    example.behaviour.workOnce = async (request) => {
      await sleep(300);
      return request;
    };
    const call = caller.rpc.call('bench.work-once', { name: 'a' });
    await eventually(() => expect(example.behaviour.workedOnce).toEqual(['a']));
    callersNetwork.cut();
    await expect(call).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    await worksAgain();
    expect(example.behaviour.workedOnce).toEqual(['a']);
  });

  it('are run again when the socket of the handler is cut, except those that must not repeat', async () => {
    const slow = async <T>(request: T): Promise<T> => {
      await sleep(300);
      return request;
    };
    example.behaviour.work = slow;
    example.behaviour.workOnce = slow;
    const calls = [
      caller.rpc.call('bench.work', { name: 'a' }),
      caller.rpc.call('bench.work-once', { name: 'b' }).catch((error: unknown) => error),
    ];
    await eventually(() =>
      expect([...example.behaviour.worked, ...example.behaviour.workedOnce]).toHaveLength(2),
    );
    host.network.cut();
    const [repeated, once] = await Promise.all(calls);
    expect(repeated).toEqual({ name: 'a' });
    expect(once).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(example.behaviour.workedOnce).toEqual(['b']);
    await worksAgain();
  });

  it('end at their deadline when the network swallows everything, and work again when it does not', async () => {
    await worksAgain();
    callersNetwork.setSilent(true);
    const call = caller.rpc.call('bench.work', { name: 'a' }, { deadlineMs: 400 });
    await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    callersNetwork.setSilent(false);
    await worksAgain();
  });

  it('report that they were not sent when RabbitMQ is unavailable for longer than their deadline', async () => {
    callersNetwork.close();
    await eventually(() => expect(caller.isConnected()).toBe(false));
    const once = caller.rpc.call('bench.work-once', { name: 'a' }, { deadlineMs: 300 });
    await expect(once).rejects.toMatchObject({ code: 'BROKER_AWAY' });
    callersNetwork.open();
    await worksAgain();
    expect(example.behaviour.workedOnce).toEqual([]);
  });

  it('that wait for RabbitMQ end when their service stops, before their deadline', async () => {
    callersNetwork.close();
    await eventually(() => expect(caller.isConnected()).toBe(false));
    const waiting = caller.rpc.call('bench.work', { name: 'a' }).catch((error: unknown) => error);
    await caller.close();
    const toldWhy = expect.objectContaining({
      code: 'BROKER_AWAY',
      message: expect.stringContaining('until this service stopped'),
    });
    expect(await waiting).toEqual(toldWhy);
    expect(await caller.rpc.call('bench.work', { name: 'b' }).catch((error: unknown) => error)).toEqual(
      toldWhy,
    );
  });

  it('that were sent before RabbitMQ became unavailable do not report that they were not sent', async () => {
    example.behaviour.work = () => new Promise(() => {});
    const call = caller.rpc
      .call('bench.work', { name: 'a' }, { deadlineMs: 2_000 })
      .catch((error: unknown) => error);
    await eventually(() => expect(example.behaviour.worked).toEqual(['a']));
    callersNetwork.close();
    expect(await call).toMatchObject({ code: 'CONNECTION_LOST' });
  });

  it('never run after their deadline: waiting in the queue, or delayed on the way to the handler', async () => {
    host.network.setSilent(true);
    const calls = Array.from({ length: 5 }, (_, index) =>
      caller.rpc
        .call('bench.work', { name: `stale ${index}` }, { deadlineMs: 300 })
        .catch((error: unknown) => error),
    );
    expect(await Promise.all(calls)).toEqual(
      calls.map(() => expect.objectContaining({ code: 'DEADLINE_EXCEEDED' })),
    );
    host.network.setSilent(false);
    await worksAgain();
    expect(example.behaviour.worked.filter((name) => name.startsWith('stale'))).toEqual([]);

    await example.application.close();
    const waiting = caller.rpc.call('bench.work', { name: 'stale in queue' }, { deadlineMs: 200 });
    await expect(waiting).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    example = await startExample({ host, behaviour: example.behaviour });
    await worksAgain();
    expect(example.behaviour.worked).not.toContain('stale in queue');
  });

  it('work again when their queue was deleted', async () => {
    await host.deleteQueue('rpc.bench');
    await worksAgain();
    expect(example.platform.recorded.alarms()).toContain('CHANNEL_LOST');
  });

  it('in flight are finished when the service stops', async () => {
    example.behaviour.work = async (request) => {
      await sleep(300);
      return request;
    };
    const call = caller.rpc.call('bench.work', { name: 'last' });
    await eventually(() => expect(example.behaviour.worked).toEqual(['last']));
    await example.application.close();
    await expect(call).resolves.toEqual({ name: 'last' });
    example = await startExample({ host });
  });

  it('go to another replica when theirs is killed, except those that must not repeat', async () => {
    await example.application.close();
    const doomed = await startExampleProcess({ url: host.directUrl, mode: 'die-in-call' });
    const calls = [
      caller.rpc.call('bench.work', { name: 'a' }),
      caller.rpc.call('bench.work-once', { name: 'b' }).catch((error: unknown) => error),
    ];
    await doomed.ended;
    example = await startExample({ host });
    const [repeated, once] = await Promise.all(calls);
    expect(repeated).toEqual({ name: 'a' });
    const message = 'bench.work-once: it may have run before';
    expect(once).toMatchObject({ code: 'OUTCOME_UNKNOWN', message });
    expect(example.behaviour.workedOnce).toEqual([]);
  });
});
