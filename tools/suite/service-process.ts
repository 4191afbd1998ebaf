import { request } from 'undici';
import { join } from 'node:path';
import { projectFolder, type ProcessName } from '../../apps/cli/src/published.js';
import type { ProcessDefinition } from '../supervisor/process-definition.js';

/** How to run a service of ours as a process. */
export function serviceProcess(
  name: ProcessName,
  env: Readonly<Record<string, string>>,
  healthPort: number,
): ProcessDefinition {
  return {
    name,
    kind: 'service',
    command: process.execPath,
    args: ['--enable-source-maps', join(projectFolder, 'dist', 'apps', name, 'src', 'main.js')],
    env: { ...env, HEALTH_PORT: String(healthPort) },
    stopSignal: 'SIGTERM',
    stopWithin: 80_000,
    isReady: (pid) => isReadyAt(`http://127.0.0.1:${healthPort}/readyz`, pid),
  };
}

/** Another process may have taken the port before ours did. */
async function isReadyAt(url: string, pid: number): Promise<boolean> {
  const { statusCode, body } = await request(url, { reset: true, headersTimeout: 3_000 });
  const answer = (await body.json()) as { readonly pid?: unknown };
  return statusCode === 200 && answer.pid === pid;
}
