import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OutboxRow } from '#messaging';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { startRabbitmq, type TestBroker } from '../../support/infrastructure.js';
import { brokerSettings } from '../../support/virtual-host.js';
import { aCaller, type Caller } from '../../support/example-service/caller.js';
import { anOutbox } from '../../support/example-service/relay.js';
import { exampleDatabase } from '../../support/example-service/example-database.js';
import { startExample, type RunningExample } from '../../support/example-service/example-service.js';

describe('a RabbitMQ that is killed and restarted', () => {
  let rabbit: TestBroker;
  let database: TestDatabase;
  let example: RunningExample;
  let caller: Caller;
  beforeAll(async () => {
    [rabbit, database] = await Promise.all([startRabbitmq(), createDatabase()]);
    await database.connect(exampleDatabase);
    const settings = brokerSettings(rabbit.url);
    example = await startExample({ host: { settings }, database });
    caller = await aCaller(settings);
  });
  afterAll(async () => {
    await caller.close();
    await example.application.close();
    await Promise.all([rabbit.stop(), database.drop()]);
  });

  it('loses nothing that was confirmed, and calls, events and work resume without a restart of the services', async () => {
    const dataSource = await database.connect(exampleDatabase);
    const outbox = anOutbox(dataSource);
    const enqueue = (name: string): Promise<void> =>
      caller.intakes.enqueue('things.to-make', { about: { name }, bytes: Buffer.alloc(10) });
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    example.behaviour.onIntake = async () => {
      await held;
      return { kind: 'done' };
    };
    const confirmed = Array.from({ length: 50 }, (_, index) => `thing ${index}`);
    await Promise.all(confirmed.map(enqueue));

    // A node of 3.10 that dies within a second of declaring a quorum queue may bring it back without a leader.
    await sleep(3_000);
    await rabbit.kill();
    await outbox.transaction(({ publish }) => publish('thing.made', 'chair', { name: 'chair' }));
    await rabbit.untilReady();
    release();

    await eventually(async () => {
      expect(await caller.rpc.call('bench.work', { name: 'after' })).toEqual({ name: 'after' });
    }, 30_000);
    await eventually(() => enqueue('after'), 30_000);
    await eventually(() => {
      const handled = new Set(example.behaviour.intakes.map(({ about }) => about.name));
      expect([...handled]).toEqual(expect.arrayContaining([...confirmed, 'after']));
      expect(example.behaviour.events.map(({ data }) => data.name)).toContain('chair');
    }, 30_000);
    // The event may be heard before the relay has heard that it was taken.
    await eventually(async () => expect(await dataSource.getRepository(OutboxRow).count()).toBe(0));
  });
});
