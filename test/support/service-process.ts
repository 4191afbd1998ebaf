import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { request } from 'undici';
import { freePort } from '../../tools/suite-for-tests.js';
import { projectFolder } from '../../apps/cli/src/published.js';

export interface ServiceProcess {
  readonly child: ChildProcess;
  /** Its output so far, of both streams. */
  output(): string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readyz(): Promise<{ status: number; body: { waiting: { check: string; reason: string }[] } }>;
  /** In the text format of Prometheus. */
  metrics(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a service as a process, from the build of this release or another one's folder, with these settings alone. */
export async function startServiceProcess(
  name: string,
  settings: Readonly<Record<string, string>>,
  folder = projectFolder,
): Promise<ServiceProcess> {
  const healthPort = settings['HEALTH_PORT'] ?? String(await freePort());
  const child = spawn(process.execPath, [join(folder, 'dist', 'apps', name, 'src', 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', HEALTH_PORT: healthPort, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  }) as ChildProcessByStdio<null, Readable, Readable>;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  // Not `close`, which Node does not emit once the channel is disconnected.
  const ended = Promise.all([once(child, 'exit'), finished(child.stdout), finished(child.stderr)]).then(
    ([[code, signal]]) => (code ?? signal) as number | NodeJS.Signals | null,
  );
  return {
    child,
    ended,
    output: () => output,
    readyz: async () => {
      const { statusCode, body } = await request(`http://127.0.0.1:${healthPort}/readyz`, { reset: true });
      return {
        status: statusCode,
        body: (await body.json()) as { waiting: { check: string; reason: string }[] },
      };
    },
    metrics: async () => {
      const { body } = await request(`http://127.0.0.1:${healthPort}/metrics`, { reset: true });
      return body.text();
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
