import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import type { CdrCounts, CdrsView } from '../../apps/hbs-sandbox/src/send-cdrs/cdrs.controller.js';
import { freePorts } from '../provision/ports.js';
import { Suite } from '../suite/suite.js';
import { EventWitness } from './event-witness.js';
import { StoredCdrs } from './stored-cdrs.js';

/** The whole suite with the sandbox on servers of its own, and a witness of what it tells. */
export interface CdrSuite {
  readonly suite: Suite;
  readonly sandbox: SandboxControl;
  readonly stored: StoredCdrs;
  readonly witness: EventWitness;
  /** What every process writes, a file each. */
  readonly logs: string;
  /** Processes that the supervisor has given up. */
  readonly givenUp: readonly string[];
  /** Ends it; the folder with its logs stays where somebody wants to look at them. */
  stop(keep: boolean): Promise<void>;
}

/** What the sandbox is told and asked while records are sent. */
export class SandboxControl {
  constructor(private readonly url: string) {}

  async send(order: { count: number; ratePerSecond: number; seed: string }): Promise<void> {
    await this.ask('POST', 'cdrs', order);
  }

  counts(): Promise<CdrCounts> {
    return this.ask('GET', 'cdrs/counts');
  }

  cdrs(): Promise<CdrsView> {
    return this.ask('GET', 'cdrs');
  }

  private async ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const answer = await request(`${this.url}/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`the sandbox refused ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
}

/** @param reconcileEvery an ISO 8601 duration */
export async function startCdrSuite(reconcileEvery: string, say: (line: string) => void): Promise<CdrSuite> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'emp-suite-soak-'));
  chmodSync(dataFolder, 0o755); // PostgreSQL runs as another account when this runs as root
  const ports = await freePorts({ edge: 0, api: 0, control: 0, hbs: 0 });
  const givenUp: string[] = [];
  const suite = new Suite({
    environment: {
      PATH: process.env['PATH'] ?? '',
      LOG_FORMAT: 'json',
      EDGE_PORT: String(ports.edge),
      API_PORT: String(ports.api),
      SANDBOX_CONTROL_PORT: String(ports.control),
      SANDBOX_HBS_PORT: String(ports.hbs),
      SANDBOX_EVSES: '100', // charging points are not what this is about
      CDR_RECONCILE_INTERVAL: reconcileEvery,
      SHUTDOWN_GRACE: 'PT15S',
    },
    dataFolder,
    anyPorts: true,
    say,
    watcher: {
      line: ({ name }, line) => appendFileSync(join(dataFolder, `${name}.log`), `${line}\n`),
      died: () => {},
      givenUp: ({ name }, why) => {
        givenUp.push(name);
        say(`${name} is given up: ${why}`);
      },
    },
  });
  const undone = killedWith(suite);
  await suite.start();
  const witness = new EventWitness(suite.environment['RABBITMQ_URL'] ?? '');
  await witness.start();
  return {
    suite,
    witness,
    sandbox: new SandboxControl(`http://127.0.0.1:${ports.control}`),
    stored: new StoredCdrs(suite.environment['DATABASE_URL'] ?? ''),
    logs: dataFolder,
    givenUp,
    stop: async (keep) => {
      await witness.close();
      await suite.stop();
      undone();
      if (!keep) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Its processes are in groups of their own: whoever breaks this one off must not leave them behind. */
function killedWith(suite: Suite): () => void {
  const kill = (): never => {
    suite.supervisor.killAll();
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, kill);
  return () => {
    for (const signal of signals) process.off(signal, kill);
  };
}
