import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PublishError } from '#messaging';
import { eventually } from '../../support/eventually.js';
import type { TcpProxy } from '../../support/tcp-proxy.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { aCaller, type Caller } from '../../support/example-service/caller.js';
import { startExample, type RunningExample } from '../../support/example-service/example-service.js';

const QUEUE = 'things.to-make';

describe('enqueued work during faults, on a real RabbitMQ', () => {
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
    await caller.close();
    await example.application.close();
    await callersNetwork.stop();
    await host.drop();
  });

  const enqueue = (name: string): Promise<void> =>
    caller.intakes.enqueue(QUEUE, { about: { name }, bytes: Buffer.from(name) });
  const handled = (): Set<string> => new Set(example.behaviour.intakes.map(({ about }) => about.name));

  /** Enqueues one after the other, and calls a function with each index; returns the names that were confirmed. */
  async function enqueueMany(count: number, beside: (index: number) => void = () => {}): Promise<string[]> {
    const confirmed: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const name = `thing ${index}`;
      beside(index);
      await enqueue(name).then(
        () => confirmed.push(name),
        (error: unknown) => expect(error).toBeInstanceOf(PublishError),
      );
    }
    return confirmed;
  }

  it('is never confirmed and lost when the socket is cut during confirms', async () => {
    // By the count and not by the clock: on a slow machine no connection would live long enough to be cut in its work.
    const confirmed = await enqueueMany(300, (index) => {
      if (index % 10 === 0) setTimeout(() => callersNetwork.cut(), index % 4);
    });
    expect(confirmed.length).toBeGreaterThan(0);
    expect(confirmed.length).toBeLessThan(300);
    await eventually(() => expect([...handled()]).toEqual(expect.arrayContaining(confirmed)));
    await enqueue('after');
    await eventually(() => expect(handled()).toContain('after'));
  });

  it('is not confirmed within two seconds while the network swallows everything', async () => {
    await enqueue('before');
    callersNetwork.setSilent(true);
    const asked = performance.now();
    await expect(enqueue('a')).rejects.toMatchObject({ code: 'UNCONFIRMED' });
    expect(performance.now() - asked).toBeGreaterThan(1_900);
    callersNetwork.setSilent(false);
    await eventually(() => enqueue('after'));
  });

  it('is refused while RabbitMQ is unavailable', async () => {
    callersNetwork.close();
    await eventually(() => expect(caller.isConnected()).toBe(false));
    await expect(enqueue('a')).rejects.toMatchObject({ code: 'BROKER_AWAY' });
    callersNetwork.open();
    await eventually(() => enqueue('after'));
  });

  it('is refused when its queue was deleted and not redeclared yet, and accepted right after', async () => {
    await example.application.close();
    await enqueue('before');
    await host.deleteQueue(QUEUE);
    await expect(enqueue('in the gap')).rejects.toMatchObject({ code: 'UNROUTABLE' });
    await eventually(() => enqueue('after'));
    example = await startExample({ host });
    await eventually(() => expect(handled()).toContain('after'));
  });

  it('reaches its handler again when the socket of the handler is cut before the acknowledgement', async () => {
    const handle = example.behaviour.onIntake;
    example.behaviour.onIntake = async (body, signal) => {
      await sleep(30);
      return handle(body, signal);
    };
    const cutting = setInterval(() => host.network.cut(), 100);
    const confirmed = await enqueueMany(200);
    clearInterval(cutting);
    expect(confirmed).toHaveLength(200);
    await eventually(() => expect(handled().size).toBe(200), 30_000);
  });

  it('in flight is finished when the service stops, and the rest waits for the next replica', async () => {
    let finished = 0;
    example.behaviour.onIntake = async () => {
      await sleep(100);
      finished += 1;
      return { kind: 'done' };
    };
    await enqueueMany(100);
    await eventually(() => expect(example.behaviour.intakes.length).toBeGreaterThan(0));
    await example.application.close();
    expect(finished).toBe(example.behaviour.intakes.length);
    const before = handled();
    example = await startExample({ host });
    await eventually(() => expect(before.size + handled().size).toBe(100));
  });
});
