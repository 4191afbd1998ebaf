import { request } from 'undici';
import { join } from 'node:path';
import { projectFolder } from './places.js';
import type { ProcessDefinition } from './process-definition.js';

/** What the door to HBS needs when a driver calls. */
export const answeringServices = ['authorization', 'remote-session'] as const;
/** What asks HBS by itself as soon as it runs. */
export const pullingServices = ['evse-sync', 'cdr'] as const;
export const processNames = [...answeringServices, ...pullingServices, 'gateway', 'hbs-sandbox'] as const;
export type ProcessName = (typeof processNames)[number];

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
    isReady: (pid) => answersReady(`http://127.0.0.1:${healthPort}/readyz`, pid),
  };
}

/** Another process may have taken the port before ours came to it. */
async function answersReady(url: string, pid: number): Promise<boolean> {
  const { statusCode, body } = await request(url, { reset: true, headersTimeout: 3_000 });
  const answer = (await body.json()) as { readonly pid?: unknown };
  return statusCode === 200 && answer.pid === pid;
}
