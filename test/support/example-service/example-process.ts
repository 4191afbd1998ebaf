import { createDataSource } from '#persistence';
import { databaseSettings } from '../database.js';
import { brokerSettings } from '../virtual-host.js';
import { ExampleBehaviour } from './behaviour.js';
import { anOutbox, startRelay } from './relay.js';
import { startExample } from './example-service.js';
import { exampleDatabase } from './example-database.js';

const host = { settings: brokerSettings(process.env['RABBITMQ_URL'] ?? '') };
const database = { settings: databaseSettings(process.env['DATABASE_URL'] ?? 'postgres://unused', {}) };

/** As if the host had lost power. */
function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
}

/** What the process does, and where it ends. */
const modes = {
  /** Takes two calls and dies with both unanswered. */
  'die-in-call': async () => {
    const behaviour = new ExampleBehaviour();
    let taken = 0;
    const take = (): Promise<never> => {
      taken += 1;
      return taken === 2 ? die() : new Promise(() => {});
    };
    behaviour.work = take;
    behaviour.workOnce = take;
    await startExample({ host, behaviour });
    process.send?.('at work');
  },

  /** Commits an event and dies before it is published. */
  'die-after-commit': async () => {
    const dataSource = await createDataSource(exampleDatabase, database.settings, 'test').initialize();
    process.send?.('at work');
    await anOutbox(dataSource, die).transaction(({ publish }) =>
      publish('thing.made', 'chair', { name: 'chair' }),
    );
  },

  /** Commits the effect of an event and dies before it acknowledges the event. */
  'die-before-ack': async () => {
    const behaviour = new ExampleBehaviour();
    const dataSource = await createDataSource(exampleDatabase, database.settings, 'test').initialize();
    behaviour.onEvent = async ({ id }) => {
      await dataSource.query('insert into example.effect (key) values ($1) on conflict do nothing', [id]);
      return die();
    };
    await startExample({ host, behaviour });
    process.send?.('at work');
  },

  /** Relays what is in the outbox, until it is killed. */
  relay: async () => {
    const dataSource = await createDataSource(exampleDatabase, database.settings, 'test').initialize();
    await startRelay(host.settings, dataSource);
    process.send?.('at work');
  },
};

export type ExampleMode = keyof typeof modes;

await modes[process.argv[2] as ExampleMode]();
