import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '#platform';
import { projectFolder } from '../../../apps/cli/src/published.js';

const run = promisify(execFile);

/** What schemathesis requires. */
const LEAST_PYTHON = [3, 10] as const;
const INSTALL_WITHIN_MS = 300_000;

/** Python, or a part of it, is not on this machine; the message says which. */
export class NoPythonError extends Error {}

/**
 * Installs schemathesis at the versions of requirements.txt into a virtual environment in `folder`.
 *
 * @returns the path of its program
 * @throws {NoPythonError} before anything is created
 */
export async function installSchemathesis(folder: string, signal: AbortSignal): Promise<string> {
  await assertPython();
  await run('python3', ['-m', 'venv', folder], { signal });
  const requirements = join(projectFolder, 'test', 'load', 'fuzz', 'requirements.txt');
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
  await run(join(folder, 'bin', 'python'), [...install, '--requirement', requirements], {
    signal,
    timeout: INSTALL_WITHIN_MS,
  });
  return join(folder, 'bin', 'schemathesis');
}

async function assertPython(): Promise<void> {
  const version = await python('import sys; print(*sys.version_info[:2])').catch(() => {
    throw new NoPythonError('python3 is not on this machine');
  });
  const [major = 0, minor = 0] = version.split(' ').map(Number);
  const [leastMajor, leastMinor] = LEAST_PYTHON;
  if (major < leastMajor || (major === leastMajor && minor < leastMinor))
    throw new NoPythonError(`python3 is ${major}.${minor}, and schemathesis needs ${LEAST_PYTHON.join('.')}`);
  for (const [module, what] of [
    ['venv', 'python3 has no venv (Debian: package python3-venv)'],
    ['ensurepip', 'python3 has no pip for virtual environments (Debian: package python3-venv)'],
  ] as const) {
    await python(`import ${module}`).catch((error: unknown) => {
      throw new NoPythonError(what, { cause: messageOf(error) });
    });
  }
}

async function python(program: string): Promise<string> {
  const { stdout } = await run('python3', ['-c', program]);
  return stdout.trim();
}
