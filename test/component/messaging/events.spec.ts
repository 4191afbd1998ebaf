import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Outbox, PayloadError, type OutboxTransaction } from '#messaging';
import { runCorrelated } from '#platform';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';
import { ExampleBehaviour } from '../../support/example-service/behaviour.js';
import type { ExampleMessages } from '../../support/example-service/messages.js';
import { exampleDatabase } from '../../support/example-service/example-database.js';
import { startExample, type RunningExample } from '../../support/example-service/example-service.js';

describe('events from an outbox, over a real PostgreSQL and RabbitMQ', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let examples: RunningExample[];
  const behaviour = new ExampleBehaviour();
  beforeAll(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    await database.connect(exampleDatabase);
    examples = await Promise.all([1, 2].map(() => startExample({ host, database, behaviour })));
  });
  afterAll(async () => {
    await Promise.all(examples.map(({ application }) => application.close()));
    await Promise.all([host.drop(), database.drop()]);
  });
  beforeEach(() => {
    behaviour.events.length = 0;
  });

  const outboxOf = (example: RunningExample): Outbox<ExampleMessages> => example.application.get(Outbox);
  const rowsLeft = async (): Promise<number> => {
    const [outbox] = examples.map(outboxOf);
    return await outbox!.transaction(async ({ manager }) => {
      const rows = await manager.query<unknown[]>('select from example.outbox');
      return rows.length;
    });
  };
  const received = (): string[] => behaviour.events.map(({ data }) => data.name);

  it('arrive as CloudEvents, in the trace in which they were published', async () => {
    await runCorrelated('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', () =>
      outboxOf(examples[0]!).transaction(({ publish }) =>
        publish('thing.made', 'chair', { name: 'a chair' }),
      ),
    );
    await eventually(() => expect(behaviour.events).toHaveLength(1));
    expect(behaviour.events[0]).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: '/cdr',
      type: 'thing.made',
      subject: 'chair',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      datacontenttype: 'application/json',
      sequence: expect.stringMatching(/^\d{19}$/),
      traceparent: expect.stringContaining('0af7651916cd43dd8448eb211c80319c'),
      data: { name: 'a chair' },
    });
    await eventually(async () => expect(await rowsLeft()).toBe(0));
  });

  it('are published only by a transaction that commits', async () => {
    const failing = outboxOf(examples[0]!).transaction(async ({ publish, manager }) => {
      publish('thing.made', 'ghost', { name: 'ghost' });
      await manager.query('select no_such_function()');
    });
    await expect(failing).rejects.toThrow('no_such_function');
    await outboxOf(examples[0]!).transaction(({ publish }) =>
      publish('thing.made', 'table', { name: 'table' }),
    );
    await eventually(() => expect(received()).toContain('table'));
    expect(received()).toEqual(['table']);
  });

  it('of one subject have a sequence that grows with the commits, whatever replica publishes them', async () => {
    const change = async ({ manager, publish }: OutboxTransaction<ExampleMessages>): Promise<void> => {
      const [lamp] = await manager.query<{ times: number }[]>(
        `insert into example.effect (key) values ('lamp')
         on conflict (key) do update set times = effect.times + 1 returning times`,
      );
      publish('thing.made', 'lamp', { name: String(lamp?.times) });
    };
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => outboxOf(examples[index % 2]!).transaction(change)),
    );
    await eventually(() => expect(received()).toHaveLength(40));
    const bySequence = [...behaviour.events].sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
    expect(bySequence.map(({ data }) => Number(data.name))).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
  });

  it('all arrive, also more than the relay awaits at a time', async () => {
    await outboxOf(examples[0]!).transaction(({ publish }) => {
      for (let index = 0; index < 1_700; index += 1)
        publish('thing.made', `thing ${index}`, { name: `${index}` });
    });
    await eventually(() => expect(new Set(received()).size).toBe(1_700));
    expect(behaviour.events).toHaveLength(1_700);
    await eventually(async () => expect(await rowsLeft()).toBe(0));
  });

  it('of a wrong shape or size fail their transaction', async () => {
    const tellName = (name: unknown): Promise<void> =>
      outboxOf(examples[0]!).transaction(({ publish }) =>
        publish('thing.made', 'x', { name } as { name: string }),
      );
    await expect(tellName(7)).rejects.toThrow(PayloadError);
    await expect(tellName('x'.repeat(2_000_000))).rejects.toThrow(PayloadError);
    expect(await rowsLeft()).toBe(0);
  });
});
