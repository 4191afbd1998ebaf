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
/** What is run on the newest Node besides, in about a minute. */
const ON_NEWEST = [
  '--selectProjects',
  'unit',
  'e2e',
  '--testPathIgnorePatterns',
  String.raw`/test/e2e/(?!suite\.spec)`,
];
const isNewest = process.env['SUITE_NODE'] === 'newest';
/** Of the bootstrap: no Node for this machine can be downloaded (EX_UNAVAILABLE). */
const EXIT_NO_NODE = 69;

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
const onThis = await runTests(inModules('jest'), patterns, { NODE_OPTIONS: EXPERIMENTS.join(' ') });
const onNewest = patterns.length > 0 || isNewest ? undefined : await runOnNewest();
const failed = onThis.failed + (onNewest?.failed ?? 0);
const skipped = onThis.skipped > 0 ? `, ${onThis.skipped} skipped` : '';
say(`${onThis.passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed > 0 ? 1 : onThis.code || (onNewest?.code ?? 0);

async function check(checks: typeof CHECKS): Promise<readonly string[]> {
  const results = await Promise.all(
    checks.map(async ([name, command, ...args]) => {
      const began = performance.now();
      const { code, output } = await run(inModules(command), args);
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

interface Tested {
  readonly code: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs jest, or what runs it with its arguments. */
async function runTests(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Tested> {
  const folder = mkdtempSync(join(tmpdir(), 'emp-suite-totals-'));
  const file = join(folder, 'totals.json');
  const { code } = await run(program, [...args, '--json', '--outputFile', file], environment);
  try {
    const totals = JSON.parse(readFileSync(file, 'utf8')) as Totals;
    return {
      code,
      passed: totals.numPassedTests,
      failed: totals.numFailedTests + totals.numRuntimeErrorTestSuites,
      skipped: totals.numPendingTests,
    };
  } catch {
    return { code, passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a part of the tests on the newest Node; `undefined` where there is none for this machine. */
async function runOnNewest(): Promise<Tested | undefined> {
  const began = performance.now();
  const bootstrap = join(projectFolder, 'tools', 'bootstrap.mjs');
  const tested = await runTests(process.execPath, [bootstrap, 'jest', ...ON_NEWEST], {
    SUITE_NODE: 'newest',
  });
  if (tested.code === EXIT_NO_NODE) return undefined;
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  say(`On the newest Node: ${tested.passed} passed, ${tested.failed} failed (${seconds} s).`);
  return tested;
}

/** @param environment given for jest, whose JSON goes to its file and whose report for people to standard error */
function run(
  program: string,
  args: readonly string[],
  environment?: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(program, args, {
    cwd: projectFolder,
    env: { ...process.env, ...environment },
    stdio: environment === undefined ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'ignore', 'inherit'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: text }));
  });
}

function inModules(program: string): string {
  return join(projectFolder, 'node_modules', '.bin', program);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
