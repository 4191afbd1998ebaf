import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePorts,
  privatePostgres,
  installedRabbitmq,
  privateRabbitmq,
  Supervisor,
  type SupervisorWatcher,
} from '../../tools/suite-for-tests.js';

/** A real PostgreSQL and a real RabbitMQ as processes of this test run, on ports and data folders of their own. */
export interface Infrastructure {
  readonly databaseUrl: string;
  readonly rabbitUrl: string;
  /** The management HTTP API, with user and password in it. */
  readonly managementUrl: string;
  stop(): Promise<void>;
}

const RABBIT_PORTS = { amqp: 0, management: 0, distribution: 0, epmd: 0 };
const WITHOUT_DURABILITY = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
];

/** Starts both servers; resolves when they are ready. */
export async function startInfrastructure(): Promise<Infrastructure> {
  const dataFolder = temporaryFolder();
  const supervisor = new Supervisor(watcher);
  const { postgresPort, ...rabbitPorts } = await freePorts({ postgresPort: 0, ...RABBIT_PORTS });
  const [postgres, rabbit] = await Promise.all([
    privatePostgres({ dataFolder, port: postgresPort, parameters: WITHOUT_DURABILITY }),
    privateRabbitmq(rabbitServer(), { dataFolder, ports: rabbitPorts }),
  ]);
  await supervisor.start(postgres.process, rabbit.process);
  return {
    databaseUrl: postgres.url,
    rabbitUrl: rabbit.url,
    managementUrl: managementUrlOf(rabbit.url, rabbitPorts.management),
    stop: async () => {
      await supervisor.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** A RabbitMQ for one test alone, which may kill it. */
export interface TestBroker {
  readonly url: string;
  /** Kills it with SIGKILL; resolves when its supervisor has noticed and restarts it. */
  kill(): Promise<void>;
  untilReady(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a RabbitMQ for one test. */
export async function startRabbitmq(): Promise<TestBroker> {
  const dataFolder = temporaryFolder();
  const supervisor = new Supervisor(watcher);
  const { management: _, ...ports } = await freePorts(RABBIT_PORTS);
  const { url, process: definition } = await privateRabbitmq(rabbitServer(), { dataFolder, ports });
  await supervisor.start(definition);
  return {
    url,
    kill: async () => {
      const died = once(supervisor.process('rabbitmq'), 'died');
      supervisor.process('rabbitmq').signal('SIGKILL');
      await died;
    },
    untilReady: () => supervisor.process('rabbitmq').untilReady(),
    stop: async () => {
      await supervisor.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'emp-suite-test-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another account when the tests run as root
  return folder;
}

function managementUrlOf(amqpUrl: string, port: number): string {
  const { username, password } = new URL(amqpUrl);
  return `http://${username}:${password}@127.0.0.1:${port}`;
}

function rabbitServer(): string {
  const server = installedRabbitmq();
  if (server === undefined)
    throw new Error('RabbitMQ is not installed; `npm test` installs it before it runs the tests');
  return server;
}

const watcher: SupervisorWatcher = {
  line: () => {},
  died: () => {},
  givenUp: ({ name }, why, lastLines) => {
    process.stderr.write(`${name}: ${why}\n${lastLines.join('\n')}\n`);
  },
};
