import { Command } from 'commander';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '#platform';
import { projectFolder } from '../../apps/cli/src/published.js';
import { findRabbitmq } from '../provision/rabbitmq-install.js';

/** Checked before the tests, two at a time: everything here is made for two cores. */
const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['types', 'tsc', '--noEmit', '-p', 'tsconfig.json'],
  ['boundaries', 'depcruise', 'apps', 'libs', 'test', 'tools'],
];
const EXPERIMENTS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const { args: patterns } = new Command('npm test --')
  .description('Runs every check and test, on servers of its own.')
  .argument('[patterns...]', 'only test files whose path matches one of these; options of jest may follow')
  .allowUnknownOption()
  .addHelpText('after', '\nA single file without the checks: npm run jest -- PATTERN')
  .parse();

const failedChecks = [...(await check(CHECKS.slice(0, 2))), ...(await check(CHECKS.slice(2)))];
if (failedChecks.length > 0) {
  say(`0 passed, ${failedChecks.length} failed`);
  process.exit(1);
}
const rabbitmq = await findRabbitmq(say).catch((error: unknown) => {
  say(`${messageOf(error)}\n0 passed, 1 failed`);
  process.exit(1);
});
if (rabbitmq.kind === 'docker') {
  say(
    'The tests start and kill RabbitMQ nodes of their own: install your distribution’s package `rabbitmq-server`.',
  );
  say('0 passed, 1 failed');
  process.exit(1);
}
process.exitCode = await runTests();

async function check(checks: typeof CHECKS): Promise<readonly string[]> {
  const results = await Promise.all(
    checks.map(async ([name, command, ...args]) => {
      const began = performance.now();
      const { code, output } = await run(command, args);
      say(
        `${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - began) / 1_000).toFixed(1)} s)`,
      );
      if (code !== 0) say(output);
      return code === 0 ? undefined : name;
    }),
  );
  return results.filter((name) => name !== undefined);
}

interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  /** Files that could not even be run; their tests are in no other number. */
  readonly numRuntimeErrorTestSuites: number;
}

async function runTests(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'emp-suite-totals-'));
  const file = join(folder, 'totals.json');
  const { code } = await run('jest', ['--json', '--outputFile', file, ...patterns], 'inherit');
  try {
    const totals = JSON.parse(readFileSync(file, 'utf8')) as Totals;
    const failed = totals.numFailedTests + totals.numRuntimeErrorTestSuites;
    const skipped = totals.numPendingTests > 0 ? `, ${totals.numPendingTests} skipped` : '';
    say(`${totals.numPassedTests} passed, ${failed} failed${skipped}`);
    return failed > 0 ? 1 : code;
  } catch {
    say('0 passed, 1 failed');
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(
  command: string,
  args: readonly string[],
  output: 'pipe' | 'inherit' = 'pipe',
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(join(projectFolder, 'node_modules', '.bin', command), args, {
    cwd: projectFolder,
    env: { ...process.env, ...(command === 'jest' && { NODE_OPTIONS: EXPERIMENTS.join(' ') }) },
    // The JSON of jest goes to its file; its report for people goes to standard error.
    stdio: ['ignore', output === 'inherit' ? 'ignore' : 'pipe', output],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: text }));
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
