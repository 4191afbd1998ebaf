import { mkdirSync } from 'node:fs';
import { DatabaseSettings } from '#persistence';
import { createLog, loadSettings, SettingsError, type Log } from '#platform';
import { freePort, freePorts } from '../provision/ports.js';
import { privatePostgres } from '../provision/postgres.js';
import type { PrivateServer } from '../provision/private-server.js';
import { dockerRabbitmq } from '../provision/rabbitmq-docker.js';
import { findRabbitmq } from '../provision/rabbitmq-install.js';
import { privateRabbitmq } from '../provision/rabbitmq.js';
import type { ProcessDefinition } from '../supervisor/process-definition.js';
import { Supervisor, type SupervisorWatcher } from '../supervisor/supervisor.js';
import {
  settingsOfSuite,
  developmentDefaults,
  type Environment,
  migrateServices,
  serviceDatabases,
  answeringServices,
  processNames,
  pullingServices,
  type ProcessName,
} from '../../apps/cli/src/published.js';
import { serviceProcess } from './service-process.js';

/** How a suite runs on this machine. */
export interface SuiteOptions {
  /** What is set, as in the environment of `npm start`. */
  readonly environment: Environment;
  /** Where private servers, certificates and keys are stored. */
  readonly dataFolder: string;
  readonly watcher: SupervisorWatcher;
  /** Called with a line for each step. */
  readonly say: (line: string) => void;
  /** What is not set listens on any free port, so that suites that start at the same time use different ones. */
  readonly anyPorts?: boolean;
  /** Runs when all services but those that pull from HBS are ready, before those start. */
  readonly beforePulls?: () => Promise<void>;
}

const HEALTH_PORTS: Readonly<Record<ProcessName, number>> = {
  gateway: 9101,
  'evse-sync': 9102,
  authorization: 9103,
  'remote-session': 9104,
  cdr: 9105,
  'hbs-sandbox': 9106,
};

/** The whole suite as processes of this machine: what `npm start` runs, and what the end-to-end tests run against. */
export class Suite {
  readonly supervisor: Supervisor;
  readonly usesSandbox: boolean;
  private given: Environment = {};
  private ports: Readonly<Record<ProcessName, number>> = HEALTH_PORTS;

  constructor(private readonly options: SuiteOptions) {
    this.supervisor = new Supervisor(options.watcher);
    this.usesSandbox = options.environment['HBS_BASE_URL'] === undefined;
  }

  /** The settings of the processes. */
  get environment(): Environment {
    return this.given;
  }

  /** Where a process serves /livez, /readyz and /metrics. */
  healthUrl(process: ProcessName): string {
    return `http://127.0.0.1:${this.ports[process]}`;
  }

  /**
   * Provisions and starts everything but servers that settings name; resolves when all of it is ready.
   *
   * @throws {SettingsError} before anything is started, when settings are wrong or ports are taken
   */
  async start(): Promise<void> {
    const { environment: set, dataFolder, say } = this.options;
    mkdirSync(dataFolder, { recursive: true, mode: 0o755 });
    const defaults = await developmentDefaults(set, dataFolder);
    await assertRunnable(defaults, this.usesSandbox);
    try {
      const servers = await this.privateServers();
      if (servers.processes.length > 0) say('Starting PostgreSQL and RabbitMQ …');
      await this.supervisor.start(...servers.processes);
      this.given = { ...defaults, ...servers.urls };
      say('Migrating …');
      const [database] = loadSettings([DatabaseSettings], this.given);
      await migrateServices(Object.keys(serviceDatabases), database, quietLog());
      say('Starting the services …');
      this.ports = await this.freePorts(HEALTH_PORTS);
      await this.startServices();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Stops all processes, each after those that need it. */
  stop(): Promise<void> {
    return this.supervisor.stop();
  }

  private async startServices(): Promise<void> {
    const processOf = (name: ProcessName): ProcessDefinition =>
      serviceProcess(name, this.given, this.ports[name]);
    // Started together, stopped in this order: the sandbox before the gateway, and that before what it needs.
    await Promise.all([
      this.supervisor.start(...answeringServices.map(processOf)),
      this.supervisor.start(processOf('gateway')),
      ...(this.usesSandbox ? [this.supervisor.start(processOf('hbs-sandbox'))] : []),
    ]);
    await this.options.beforePulls?.();
    // Without the gateway they would work, and raise alarms.
    await this.supervisor.start(...pullingServices.map(processOf));
  }

  private async privateServers(): Promise<{
    readonly processes: readonly ProcessDefinition[];
    readonly urls: Environment;
  }> {
    const { environment: set, dataFolder, say } = this.options;
    const ports = await this.freePorts({
      postgres: 54_320,
      amqp: 56_720,
      distribution: 56_721,
      epmd: 56_722,
    });
    const servers: [string, PrivateServer][] = [];
    if (set['DATABASE_URL'] === undefined) {
      servers.push(['DATABASE_URL', await privatePostgres({ dataFolder, port: ports.postgres })]);
    }
    if (set['RABBITMQ_URL'] === undefined) {
      const source = await findRabbitmq(say);
      const { amqp, distribution, epmd } = ports;
      const rabbitmq =
        source.kind === 'docker'
          ? dockerRabbitmq({ dataFolder, port: amqp })
          : await privateRabbitmq(source.server, { dataFolder, ports: { amqp, distribution, epmd } });
      servers.push(['RABBITMQ_URL', rabbitmq]);
    }
    return {
      processes: servers.map(([, server]) => server.process),
      urls: Object.fromEntries(servers.map(([setting, server]) => [setting, server.url])),
    };
  }

  private freePorts<const K extends string>(
    preferred: Readonly<Record<K, number>>,
  ): Promise<Record<K, number>> {
    if (!this.options.anyPorts) return freePorts(preferred);
    const any = Object.fromEntries(Object.keys(preferred).map((name) => [name, 0]));
    return freePorts(any as Record<K, number>);
  }
}

/** Finds every wrong setting and taken port before anything is started. @throws {SettingsError} with all of them */
async function assertRunnable(environment: Environment, usesSandbox: boolean): Promise<void> {
  const processes = processNames.filter((name) => usesSandbox || name !== 'hbs-sandbox');
  const later = { DATABASE_URL: 'postgres://private', RABBITMQ_URL: 'amqp://private' };
  const loaded = loadSettings(settingsOfSuite(processes), { ...later, ...environment });
  const problems = [];
  for (const setting of ['EDGE_PORT', 'API_PORT', 'SANDBOX_CONTROL_PORT', 'SANDBOX_HBS_PORT'] as const) {
    const port: unknown = loaded
      .map((each) => Reflect.get(each, setting) as unknown)
      .find((each) => each !== undefined);
    if (typeof port !== 'number' || (await freePort(port)) === port) continue;
    const problem = `${port} is in use by another process: stop that process, or set ${setting} to a free port`;
    problems.push({ setting, problem });
  }
  if (problems.length > 0) throw new SettingsError(problems);
}

function quietLog(): Log {
  return createLog({ service: 'migrate', level: 'warn', format: 'auto' });
}
