import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'amqplib';
import {
  deadLetter,
  DeadLetters,
  DependencyUnavailableError,
  done,
  PayloadError,
  retryLater,
  UnknownQueueError,
  type Outcome,
} from '#messaging';
import { eventually } from '../../support/eventually.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { ExampleBehaviour } from '../../support/example-service/behaviour.js';
import { aCaller, type Caller } from '../../support/example-service/caller.js';
import { startExample, type RunningExample } from '../../support/example-service/example-service.js';

const QUEUE = 'things.to-make';

describe('enqueued work, on a real RabbitMQ', () => {
  let host: VirtualHost;
  let example: RunningExample;
  let caller: Caller;
  let deadLetters: DeadLetters;
  beforeAll(async () => {
    host = await createVirtualHost();
    example = await startExample({ host, consumers: { handleWithinMs: 300 } });
    caller = await aCaller(host.settings);
    deadLetters = await DeadLetters.connect(host.directUrl);
  });
  afterAll(async () => {
    await deadLetters.close();
    await caller.close();
    await example.application.close();
    await host.drop();
  });
  beforeEach(async () => {
    Object.assign(example.behaviour, new ExampleBehaviour());
    const replayed = await deadLetters.replay(QUEUE);
    await eventually(() => expect(example.behaviour.intakes).toHaveLength(replayed));
    Object.assign(example.behaviour, new ExampleBehaviour());
  });

  const enqueue = (name: string): Promise<void> =>
    caller.intakes.enqueue(QUEUE, { about: { name }, bytes: Buffer.from([0, 255]) });
  const handled = (): string[] => example.behaviour.intakes.map(({ about }) => about.name);
  const deadLettered = async (): Promise<number> => (await deadLetters.count([QUEUE])).get(QUEUE) ?? 0;
  const answerInTurn = (...outcomes: (() => Promise<Outcome>)[]): void => {
    example.behaviour.onIntake = () => (outcomes.shift() ?? (() => Promise.resolve(done)))();
  };

  it('arrives with its bytes and what is known about them', async () => {
    await enqueue('a');
    await eventually(() => expect(example.behaviour.intakes).toHaveLength(1));
    expect(example.behaviour.intakes[0]).toEqual({ about: { name: 'a' }, bytes: Buffer.from([0, 255]) });
  });

  it.each<[string, () => Promise<Outcome>]>([
    ['asks for another time', () => Promise.resolve(retryLater('not yet'))],
    ['throws', () => Promise.reject(new Error('no luck'))],
    ['hangs', () => new Promise(() => {})],
  ])('is tried again later when its handler %s', async (_, outcome) => {
    answerInTurn(outcome);
    await enqueue('a');
    await eventually(() => expect(handled()).toEqual(['a', 'a']));
    await eventually(async () => expect(await deadLettered()).toBe(0));
  });

  it('is dead-lettered after its last attempt, can be shown, and is handled when it is replayed', async () => {
    const never = (): Promise<Outcome> => Promise.resolve(retryLater('still not'));
    answerInTurn(never, never, never);
    await enqueue('a');
    await eventually(async () => expect(await deadLettered()).toBe(1));
    expect(handled()).toHaveLength(3);
    const [letter] = await deadLetters.show(QUEUE, 10);
    expect(letter).toMatchObject({ type: QUEUE, reason: 'still not', bytes: 2, since: expect.any(String) });
    await eventually(async () => expect(await deadLettered()).toBe(1));
    expect(await deadLetters.replay(QUEUE, 'no such message')).toBe(0);
    expect(await deadLetters.replay(QUEUE, letter?.messageId)).toBe(1);
    await eventually(() => expect(handled()).toHaveLength(4));
    await eventually(async () => expect(await deadLettered()).toBe(0));
  });

  it('is dead-lettered at once when its handler says so', async () => {
    answerInTurn(() => Promise.resolve(deadLetter('never')));
    await enqueue('a');
    await eventually(async () => expect(await deadLettered()).toBe(1));
    expect(handled()).toEqual(['a']);
    expect(example.platform.recorded.alarms()).toContain('MESSAGE_DEAD');
  });

  it('that does not have the agreed shape is dead-lettered without reaching its handler', async () => {
    const stranger = await connect(host.directUrl);
    const channel = await stranger.createConfirmChannel();
    channel.sendToQueue(QUEUE, Buffer.from('x'), { messageId: 'odd', headers: { 'x-about': '{"title":1}' } });
    channel.sendToQueue(QUEUE, Buffer.from('x'), {});
    await channel.waitForConfirms();
    await stranger.close();
    await eventually(async () => expect(await deadLettered()).toBe(2));
    expect(handled()).toEqual([]);
    const letters = await deadLetters.show(QUEUE, 10);
    expect(letters.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('name'),
      expect.stringContaining('not JSON'),
    ]);
    await deadLetters.replay(QUEUE);
    await eventually(async () => expect(await deadLettered()).toBe(2));
    await purge(host.directUrl, `${QUEUE}.dead`);
  });

  it('waits without using up an attempt while a dependency is unavailable for longer than all attempts', async () => {
    let unavailable = true;
    example.behaviour.onIntake = () =>
      unavailable ? Promise.reject(new DependencyUnavailableError('the database')) : Promise.resolve(done);
    const names = Array.from({ length: 60 }, (_, index) => `thing ${index}`);
    await Promise.all(names.map(enqueue));
    await sleep(3_500);
    unavailable = false;
    example.behaviour.intakes.length = 0;
    await eventually(() => expect(new Set(handled())).toEqual(new Set(names)), 30_000);
    expect(handled()).toHaveLength(names.length);
    await eventually(async () => expect(await deadLettered()).toBe(0));
    expect(example.platform.recorded.alarms()).toContain('CONSUMER_PAUSED');
  });

  it('is refused when it is larger than its intake allows', async () => {
    const tooLarge = { about: { name: 'a' }, bytes: Buffer.alloc(1_000_001) };
    await expect(caller.intakes.enqueue(QUEUE, tooLarge)).rejects.toThrow(PayloadError);
  });

  it('cannot be shown for a queue that does not exist', async () => {
    await expect(deadLetters.show('nothing', 1)).rejects.toThrow(UnknownQueueError);
    await expect(deadLetters.replay('nothing')).rejects.toThrow(UnknownQueueError);
    await eventually(async () =>
      expect(await deadLetters.count(['nothing', QUEUE])).toEqual(new Map([[QUEUE, 0]])),
    );
  });
});

async function purge(url: string, queue: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.purgeQueue(queue);
  await connection.close();
}
