import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from '../../../apps/cli/src/published.js';

/** A script of this folder as a process of its own, once it has said that it is ready. */
export async function forked(script: string, parameters: readonly string[]): Promise<ChildProcess> {
  const child = fork(join(projectFolder, 'dist/test/load/bench', `${script}.js`), [...parameters]);
  await once(child, 'message');
  return child;
}
