import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import {
  projectFolder,
  ApiClient,
  putDemonstrationData,
  DEMONSTRATION_UID,
  firstApiKey,
  processNames,
} from '../../apps/cli/src/published.js';
import { Suite } from '../../tools/suite-for-tests.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createVirtualHost, type VirtualHost } from '../support/virtual-host.js';
import { suiteEnvironment, suitePorts } from '../support/whole-suite.js';

const run = promisify(execFile);

describe('the suite as separate processes, over real mutual TLS, RabbitMQ and PostgreSQL', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let dataFolder: string;
  let environment: Record<string, string>;
  let suite: Suite;
  let died: string[];
  beforeAll(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    dataFolder = mkdtempSync(join(tmpdir(), 'emp-suite-e2e-'));
    chmodSync(dataFolder, 0o755);
    const ports = await suitePorts();
    environment = suiteEnvironment(host, database, ports);
    suite = await start();
    const key = firstApiKey(join(dataFolder, 'api-keys.json')) ?? '';
    await putDemonstrationData(new ApiClient(`http://127.0.0.1:${ports.api}`, key), 'DE-EMP');
  });
  afterAll(async () => {
    await suite.stop();
    await Promise.all([host.drop(), database.drop()]);
    rmSync(dataFolder, { recursive: true, force: true });
  });

  async function start(): Promise<Suite> {
    died = [];
    const started = new Suite({
      environment,
      dataFolder,
      say: () => {},
      anyPorts: true,
      watcher: { line: () => {}, died: ({ name }) => died.push(name), givenUp: () => {} },
    });
    await started.start();
    return started;
  }

  /** What the swipe command of the README prints. */
  async function swipe(uid: string): Promise<string> {
    const control = `http://127.0.0.1:${environment['SANDBOX_CONTROL_PORT']}`;
    const script = join(projectFolder, 'dist/apps/cli/src/main.js');
    const { stdout } = await run(process.execPath, [script, 'sandbox', '--control', control, 'swipe', uid]);
    return stdout;
  }

  it('run every service as a process of its own, and none of the private servers that are not needed', () => {
    const names = suite.supervisor.processes.map(({ definition }) => definition.name);
    expect(new Set(names)).toEqual(new Set(processNames));
    const pids = suite.supervisor.processes.map(({ pid }) => pid);
    expect(new Set(pids).size).toBe(processNames.length);
    expect(pids).not.toContain(undefined);
  });

  it('authorise a known card and refuse an unknown one with 102', async () => {
    expect(await swipe(DEMONSTRATION_UID)).toMatch(/^Authorized, code 000 \(Success\), HTTP 200/);
    expect(await swipe('04FFFFFFFFFFFF')).toMatch(/^NotAuthorized, code 102 \(.*\), HTTP 200/);
    expect(await swipe('04FF')).toMatch(/^NotAuthorized, code 022 /);
  });

  it('show their health together', async () => {
    const { statusCode, body } = await request(`http://127.0.0.1:${environment['API_PORT']}/readyz`, {
      reset: true,
    });
    expect(statusCode).toBe(200);
    const { services } = (await body.json()) as { services: object };
    expect(Object.keys(services)).toEqual(['gateway', 'evse-sync', 'authorization', 'remote-session', 'cdr']);
    for (const name of processNames) {
      const metrics = await request(`${suite.healthUrl(name)}/metrics`, { reset: true });
      expect(await metrics.body.text()).toContain(`process_cpu_seconds_total{service="${name}"}`);
    }
  });

  it.each(['authorization', 'gateway'] as const)(
    'answer again after %s was killed, without a word from us',
    async (name) => {
      const { pid } = suite.supervisor.process(name);
      suite.supervisor.process(name).signal('SIGKILL');
      await eventually(async () => {
        expect(died).toContain(name);
        expect(suite.supervisor.process(name).pid).not.toBe(pid);
        expect(await swipe(DEMONSTRATION_UID)).toMatch(/^Authorized/);
      }, 30_000);
    },
  );

  it('refuse in form while authorization is dead, and never leave HBS without an answer', async () => {
    suite.supervisor.process('authorization').signal('SIGSTOP');
    const answer = await swipe(DEMONSTRATION_UID);
    suite.supervisor.process('authorization').signal('SIGCONT');
    expect(answer).toMatch(/^NotAuthorized, code 320 \(.*\), HTTP 200/);
    await eventually(async () => expect(await swipe(DEMONSTRATION_UID)).toMatch(/^Authorized/));
  });

  it('leave no process and no port behind, and know their contracts at the next start', async () => {
    const pids = suite.supervisor.processes.map(({ pid }) => pid ?? 0);
    await suite.stop();
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    for (const port of ['EDGE_PORT', 'API_PORT', 'SANDBOX_CONTROL_PORT', 'SANDBOX_HBS_PORT']) {
      await expect(opens(Number(environment[port]))).resolves.toBe(false);
    }
    suite = await start();
    expect(await swipe(DEMONSTRATION_UID)).toMatch(/^Authorized/);
  });

  it('run without the sandbox when HBS is set to be elsewhere', async () => {
    await suite.stop();
    environment['HBS_BASE_URL'] = 'https://localhost:1/api/oicp';
    // The sandbox's certificates are no default towards another HBS.
    environment['HBS_CLIENT_CERT_FILE'] = join(dataFolder, 'certificates', 'emp-client.pem');
    environment['HBS_CLIENT_KEY_FILE'] = join(dataFolder, 'certificates', 'emp-client.key.pem');
    environment['HBS_CA_FILE'] = join(dataFolder, 'certificates', 'authority.pem');
    suite = await start();
    const names = suite.supervisor.processes.map(({ definition }) => definition.name);
    expect(names).not.toContain('hbs-sandbox');
    expect(names).toContain('gateway');
  });

  it('name everything that is wrong before anything starts', async () => {
    const holder = suiteWith({
      EDGE_CLIENT_AUTH: 'maybe',
      AUTHORIZE_DEADLINE_MS: '1',
      EMP_PROVIDER_IDS: '!',
    });
    await expect(holder.start()).rejects.toThrow(/^3 settings are wrong:/);
    const taken = suiteWith({});
    await expect(taken.start()).rejects.toThrow(
      `EDGE_PORT  ${environment['EDGE_PORT']} is in use by another process`,
    );
    expect(taken.supervisor.processes).toEqual([]);
  });

  function suiteWith(exchanged: Record<string, string>): Suite {
    return new Suite({
      environment: { ...environment, ...exchanged },
      dataFolder,
      say: () => {},
      watcher: { line: () => {}, died: () => {}, givenUp: () => {} },
    });
  }
});

function opens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
