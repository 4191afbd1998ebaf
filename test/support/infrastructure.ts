import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../tools/provision/ports.js';
import { privatePostgres } from '../../tools/provision/postgres.js';
import { installedRabbitmq, privateRabbitmq } from '../../tools/provision/rabbitmq.js';
import { Supervisor } from '../../tools/supervisor/supervisor.js';

/** A real PostgreSQL and a real RabbitMQ as processes of this test run, on ports and data folders of their own. */
export interface Infrastructure {
  readonly databaseUrl: string;
  readonly rabbitUrl: string;
  /** The management HTTP API, with user and password in it. */
  readonly managementUrl: string;
  readonly supervisor: Supervisor;
  stop(): Promise<void>;
}

const FAST_AND_FORGETFUL = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=300',
];

export async function startInfrastructure(): Promise<Infrastructure> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'emp-suite-test-'));
  chmodSync(dataFolder, 0o755); // PostgreSQL runs as another account when the tests run as root
  const supervisor = new Supervisor({ line: () => {}, died: () => {}, givenUp: explain });
  const { postgresPort, ...rabbitPorts } = await freePorts({
    postgresPort: 0,
    amqp: 0,
    management: 0,
    distribution: 0,
    epmd: 0,
  });
  const [postgres, rabbit] = await Promise.all([
    privatePostgres({ dataFolder, port: postgresPort, parameters: FAST_AND_FORGETFUL }),
    privateRabbitmq(rabbitServer(), { dataFolder, ports: rabbitPorts }),
  ]);
  await supervisor.start(postgres.process, rabbit.process);
  return {
    databaseUrl: postgres.url,
    rabbitUrl: rabbit.url,
    managementUrl: managementUrlOf(rabbit.url, rabbitPorts.management),
    supervisor,
    stop: async () => {
      await supervisor.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
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

function explain({ name }: { name: string }, why: string, lastLines: readonly string[]): void {
  process.stderr.write(`${name}: ${why}\n${lastLines.join('\n')}\n`);
}
