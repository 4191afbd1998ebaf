import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from '../../../apps/cli/src/published.js';

/** Starts a script of this folder as a process, and resolves when it is ready. */
export async function forkWorker(script: string, parameters: readonly string[]): Promise<ChildProcess> {
  const child = fork(join(projectFolder, 'dist/test/load/bench', `${script}.js`), [...parameters]);
  await once(child, 'message');
  return child;
}
