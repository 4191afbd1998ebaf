import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { connect } from 'amqplib';
import type { ProcessDefinition } from '../supervisor/process-definition.js';
import { ensureSecret } from '../../apps/cli/src/published.js';
import type { PrivateServer } from './private-server.js';

const run = promisify(execFile);
const USER = 'emp';

export interface RabbitPorts {
  readonly amqp: number;
  readonly distribution: number;
  readonly epmd: number;
  /** Port of the management page and HTTP API; without it the plugin is off, and the node stops five seconds sooner. */
  readonly management?: number;
}

export interface RabbitOptions {
  readonly dataFolder: string;
  readonly ports: RabbitPorts;
}

/** The script that starts a RabbitMQ node as the calling user, if RabbitMQ is installed. */
export function installedRabbitmq(): string | undefined {
  const debian = '/usr/lib/rabbitmq/bin/rabbitmq-server'; // what is on the PATH there switches users and log files
  if (existsSync(debian)) return debian;
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/opt/homebrew/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'rabbitmq-server')).find((file) => existsSync(file));
}

/** A private RabbitMQ node with a name, ports and a data folder of its own, on loopback, from the installed package. Starts nothing yet. */
export async function privateRabbitmq(
  server: string,
  { dataFolder, ports }: RabbitOptions,
): Promise<PrivateServer> {
  const folder = join(dataFolder, `rabbitmq-${versionOf(server)}`);
  const password = ensureSecret(join(dataFolder, 'secrets', 'rabbitmq-password'));
  for (const name of ['home', 'database', 'log']) mkdirSync(join(folder, name), { recursive: true });
  const plugins = ports.management === undefined ? '' : 'rabbitmq_management';
  writeFileSync(join(folder, 'enabled_plugins'), `[${plugins}].`);
  writeFileSync(join(folder, 'rabbitmq.conf'), configuration(ports, password), { mode: 0o600 });
  await stopLeftover(folder);
  const url = `amqp://${USER}:${password}@127.0.0.1:${ports.amqp}`;
  return { url, process: processOf(server, folder, ports, url) };
}

function processOf(server: string, folder: string, ports: RabbitPorts, url: string): ProcessDefinition {
  return {
    name: 'rabbitmq',
    kind: 'infrastructure',
    command: server,
    args: [],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: join(folder, 'home'),
      RABBITMQ_NODENAME: 'emp@localhost',
      RABBITMQ_DIST_PORT: String(ports.distribution),
      RABBITMQ_MNESIA_BASE: join(folder, 'database'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_LOGS: '-',
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      ERL_EPMD_PORT: String(ports.epmd),
      ERL_EPMD_ADDRESS: '127.0.0.1',
    },
    stopSignal: 'SIGTERM',
    stopWithin: 30_000,
    isReady: () => answersAmqp(url),
    afterStop: () => stopPortMapper(ports.epmd),
  };
}

function configuration(ports: RabbitPorts, password: string): string {
  return `${[
    `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
    ...(ports.management === undefined
      ? []
      : ['management.tcp.ip = 127.0.0.1', `management.tcp.port = ${ports.management}`]),
    `default_user = ${USER}`,
    `default_pass = ${password}`,
    'log.console = true',
    'log.console.level = warning',
    'log.file = false',
  ].join('\n')}\n`;
}

/** The minor version, for the name of the folder: another one may not read its data. */
function versionOf(server: string): string {
  const bin = dirname(realpathSync(server));
  const libraries = [join(bin, '..', 'lib'), join(bin, '..', 'plugins', '..', '..')].filter((each) =>
    existsSync(each),
  );
  const named = [bin, ...libraries.flatMap((each) => readdirSync(each))].join(' ');
  const version = /rabbitmq(?:_server)?[-/](\d+\.\d+)/.exec(named)?.[1];
  return version ?? execFileSync(join(bin, 'rabbitmqctl'), ['version'], { encoding: 'utf8' }).trim();
}

/** Whether a broker accepts a connection. @throws when it does not */
export async function answersAmqp(url: string): Promise<boolean> {
  const connection = await connect(url, { timeout: 1_000 });
  await connection.close();
  return true;
}

/** A node whose supervisor was killed still has the data folder: it must end before ours starts. */
async function stopLeftover(folder: string): Promise<void> {
  const file = join(folder, 'pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  if (!Number.isInteger(pid)) return;
  const { stdout } = await run('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  if (!stdout.includes(folder)) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 30_000 && isAlive(pid); waited += 100) await sleep(100);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Erlang's port mapper outlives the node that started it: ours, on its own port, is stopped here. */
async function stopPortMapper(port: number): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const environment = { ...process.env, ERL_EPMD_PORT: String(port) };
    const { stdout } = await run('epmd', ['-kill'], { env: environment }).catch(() => ({ stdout: 'gone' }));
    if (!stdout.includes('not allowed')) return;
    await sleep(100);
  }
}
