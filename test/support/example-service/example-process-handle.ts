import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from '../../../apps/cli/src/published.js';
import type { ExampleMode } from './example-process.js';

export interface ExampleProcess {
  /** Resolves when the process has ended, with its signal. */
  readonly ended: Promise<NodeJS.Signals | null>;
  kill(): void;
}

export interface ExampleProcessOptions {
  readonly url: string;
  readonly databaseUrl?: string;
  readonly mode: ExampleMode;
}

/** Starts the example service as a process, from the build, and resolves when it is at work. */
export async function startExampleProcess({
  url,
  databaseUrl,
  mode,
}: ExampleProcessOptions): Promise<ExampleProcess> {
  const script = join(projectFolder, 'dist/test/support/example-service/example-process.js');
  const child = spawn(process.execPath, [script, mode], {
    env: { RABBITMQ_URL: url, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error(`the example process (${mode}) ended before it was at work`);
    }),
  ]);
  return { ended, kill: () => void child.kill('SIGKILL') };
}
