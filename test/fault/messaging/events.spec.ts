import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { done } from '#messaging';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { ExampleBehaviour } from '../../support/example-service/behaviour.js';
import { anOutbox, startRelay } from '../../support/example-service/relay.js';
import { startExampleProcess } from '../../support/example-service/example-process-handle.js';
import { exampleDatabase } from '../../support/example-service/example-database.js';
import { startExample, type RunningExample } from '../../support/example-service/example-service.js';

const EVENTS = 300;

describe('events during faults, on a real PostgreSQL and RabbitMQ', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let dataSource: DataSource;
  let behaviour: ExampleBehaviour;
  let example: RunningExample | undefined;
  let process: { url: string; databaseUrl: string };
  beforeEach(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    dataSource = await database.connect(exampleDatabase);
    process = { url: host.directUrl, databaseUrl: database.settings.DATABASE_URL };
    behaviour = new ExampleBehaviour();
    // The effect of an event: a row under its id. Handling it again changes nothing.
    behaviour.onEvent = async ({ id }) => {
      await dataSource.query('insert into example.effect (key) values ($1) on conflict do nothing', [id]);
      return done;
    };
  });
  afterEach(async () => {
    await example?.application.close();
    example = undefined;
    await Promise.all([host.drop(), database.drop()]);
  });

  const open = async (): Promise<RunningExample> => {
    example = await startExample({ host, database, behaviour });
    return example;
  };
  const publish = async (from: number, to: number): Promise<void> => {
    const outbox = anOutbox(dataSource);
    for (let index = from; index < to; index += 1) {
      await outbox.transaction((transaction) =>
        transaction.publish('thing.made', `${index}`, { name: `${index}` }),
      );
    }
  };
  const count = async (table: string): Promise<number> => {
    const [row] = await dataSource.query<{ count: string }[]>(`select count(*) from example.${table}`);
    return Number(row?.count);
  };
  const allHaveHappenedOnce = (events: number): Promise<void> =>
    eventually(async () => {
      expect(await count('outbox')).toBe(0);
      expect(await count('effect')).toBe(events);
      expect(new Set(behaviour.events.map(({ data }) => data.name)).size).toBe(events);
    }, 30_000);

  it('are all published when the socket is cut again and again', async () => {
    await open();
    const cutting = setInterval(() => host.network.cut(), 150);
    await publish(0, EVENTS);
    clearInterval(cutting);
    await allHaveHappenedOnce(EVENTS);
  });

  it('wait in the outbox while RabbitMQ is unavailable, and are published when it is back', async () => {
    await open();
    await publish(0, 20);
    host.network.close();
    await publish(20, 60);
    await eventually(() => expect(example?.platform.recorded.alarms()).toContain('RELAY_STALLED'));
    expect(await count('outbox')).toBeGreaterThan(0);
    host.network.open();
    await allHaveHappenedOnce(60);
  });

  it('are published when the exchange was deleted, which closes the channel by a protocol error', async () => {
    await open();
    await publish(0, 5);
    await allHaveHappenedOnce(5);
    await host.deleteExchange('emp.events');
    await publish(5, 10);
    await eventually(async () => expect(await count('outbox')).toBe(0));
    expect(example?.platform.recorded.alarms()).toContain('CHANNEL_LOST');
  });

  it('are consumed again when the queue was deleted and redeclared', async () => {
    await open();
    await publish(0, 5);
    await allHaveHappenedOnce(5);
    await host.deleteQueue('cdr.thing.made');
    await eventually(() => expect(example?.platform.recorded.alarms()).toContain('CHANNEL_LOST'));
    await sleep(1_000);
    await publish(5, 10);
    await allHaveHappenedOnce(10);
  });

  it('wait while the database of their consumer is unavailable, and none is dead-lettered', async () => {
    await open();
    await publish(0, 5);
    await allHaveHappenedOnce(5);
    let unavailable = true;
    const handle = behaviour.onEvent;
    behaviour.onEvent = (event) =>
      unavailable
        ? Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
        : handle(event);
    await publish(5, 40);
    await sleep(2_500);
    unavailable = false;
    await allHaveHappenedOnce(40);
    expect(example?.platform.recorded.alarms()).not.toContain('MESSAGE_DEAD');
  });

  it('are published by another replica when theirs was killed between commit and publish', async () => {
    const doomed = await startExampleProcess({ ...process, mode: 'die-after-commit' });
    expect(await doomed.ended).toBe('SIGKILL');
    expect(await count('outbox')).toBe(1);
    await open();
    await allHaveHappenedOnce(1);
  });

  it('are published again without a second effect when their relay was killed before it deleted them', async () => {
    example = await startExample({ host, behaviour });
    await dataSource.query(`create function example.stall() returns trigger language plpgsql as
      $$ begin perform pg_sleep(60); return null; end $$`);
    await dataSource.query(`create trigger stall before delete on example.outbox
      for each statement execute function example.stall()`);
    const doomed = await startExampleProcess({ ...process, mode: 'relay' });
    await publish(0, 1);
    await eventually(() => expect(behaviour.events).toHaveLength(1));
    doomed.kill();
    await doomed.ended;
    await dataSource.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where query like 'delete from example.outbox%' and pid <> pg_backend_pid()`);
    await dataSource.query('drop function example.stall cascade');
    expect(await count('outbox')).toBe(1);
    const successor = await startRelay(host.settings, dataSource);
    await allHaveHappenedOnce(1);
    await successor.close();
    const [first, second] = behaviour.events;
    expect(second).toEqual(first);
  });

  it('have their effect once when their consumer was killed between its commit and its acknowledgement', async () => {
    const doomed = await startExampleProcess({ ...process, mode: 'die-before-ack' });
    await publish(0, 1);
    const relay = await startRelay(host.settings, dataSource);
    expect(await doomed.ended).toBe('SIGKILL');
    expect(await count('effect')).toBe(1);
    example = await startExample({ host, behaviour });
    await allHaveHappenedOnce(1);
    await relay.close();
  });
});
