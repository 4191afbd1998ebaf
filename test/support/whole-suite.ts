import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { freePorts, Suite } from '../../tools/suite-for-tests.js';
import { ApiClient, putDemonstrationData, firstApiKey } from '../../apps/cli/src/published.js';
import { createDatabase, type TestDatabase } from './database.js';
import { createVirtualHost, type VirtualHost } from './virtual-host.js';

/** Every service and the sandbox as separate processes, with the demonstration's contract and card. */
export class WholeSuite {
  private constructor(
    readonly suite: Suite,
    readonly api: ApiClient,
    private readonly controlUrl: string,
    private readonly died: readonly string[],
    private readonly cleanUp: () => Promise<void>,
  ) {}

  /** Some settings exchanged; ports, database and virtual host are its own. */
  static async start(exchanged: Readonly<Record<string, string>> = {}): Promise<WholeSuite> {
    const [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    const dataFolder = mkdtempSync(join(tmpdir(), 'emp-suite-e2e-'));
    chmodSync(dataFolder, 0o755);
    const cleanUp = async (): Promise<void> => {
      await Promise.all([host.drop(), database.drop()]);
      rmSync(dataFolder, { recursive: true, force: true });
    };
    const ports = await suitePorts();
    const died: string[] = [];
    const suite = new Suite({
      environment: {
        ...suiteEnvironment(host, database, ports),
        SANDBOX_EVSES: '50',
        SANDBOX_STATUS_CHANGES_PER_MINUTE: '0',
        ...exchanged,
      },
      dataFolder,
      say: () => {},
      anyPorts: true,
      watcher: { line: () => {}, died: ({ name }) => died.push(name), givenUp: () => {} },
    });
    try {
      await suite.start();
      const key = firstApiKey(join(dataFolder, 'api-keys.json')) ?? '';
      const api = new ApiClient(`http://127.0.0.1:${ports.api}`, key);
      await putDemonstrationData(api, 'DE-EMP');
      return new WholeSuite(suite, api, `http://127.0.0.1:${ports.control}`, died, cleanUp);
    } catch (error) {
      await suite.stop();
      await cleanUp();
      throw error;
    }
  }

  /** How often a process has died. */
  deathsOf(name: string): number {
    return this.died.filter((each) => each === name).length;
  }

  /** Calls the control API of the sandbox. @throws when it refuses */
  async sandbox<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    const answer = await request(`${this.controlUrl}/${path}`, {
      method,
      reset: true,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 400)
      throw new Error(`the sandbox refused ${path}: ${answer.statusCode} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async stop(): Promise<void> {
    await this.suite.stop();
    await this.cleanUp();
  }
}

interface SuitePorts {
  readonly edge: number;
  readonly api: number;
  readonly control: number;
  readonly hbs: number;
}

export function suitePorts(): Promise<SuitePorts> {
  return freePorts({ edge: 0, api: 0, control: 0, hbs: 0 });
}

/** The settings of a suite of processes: its servers and ports. */
export function suiteEnvironment(
  host: VirtualHost,
  database: TestDatabase,
  ports: SuitePorts,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: database.settings.DATABASE_URL,
    RABBITMQ_URL: host.settings.RABBITMQ_URL,
    EDGE_PORT: String(ports.edge),
    API_PORT: String(ports.api),
    SANDBOX_CONTROL_PORT: String(ports.control),
    SANDBOX_HBS_PORT: String(ports.hbs),
  };
}
