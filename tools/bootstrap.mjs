// The first thing that runs in a fresh clone, so it needs nothing but Node, also an old one: provides the Node that the suite
// runs on, installs what package-lock.json names, builds what the sources say, then runs a command. What it says itself goes
// to standard error: what a command prints may be read by a program.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { canProvideNode, provideNode } from './node/provide-node.mjs';

const LEAST_NODE = 24;
/** Where the program of a command is, if not in `tools`. */
const FOLDERS = {
  'apps/cli/src': ['migrate', 'broker', 'cdr', 'prepare', 'sandbox'],
  'test/load': ['bench', 'soak', 'fuzz'],
};
const SOURCES = ['apps', 'libs', 'test', 'tools', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const ESM_IN_JEST = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
/** What runs a program of node_modules instead of one of ours. */
const PROGRAMS = {
  /** Without a build: `exec prettier --check .` */
  exec: ([program, ...args]) => runProgram(program, args),
  jest: (args) => runProgram('jest', args, { NODE_OPTIONS: ESM_IN_JEST }),
  docs: (args) =>
    runProgram('jest', ['--selectProjects', 'unit', '-t', 'WRITE_DOCS', ...args], {
      NODE_OPTIONS: ESM_IN_JEST,
      WRITE_DOCS: '1',
    }),
  build: () => {},
};

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const dataFolder = join(project, '.data');
const [, bootstrap, command, ...args] = process.argv;

// A reader that went away (`| head`, a closed terminal) must not take the suite with it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

if (Number(process.versions.node.split('.')[0]) >= LEAST_NODE) await run();
else runOnProvidedNode();

async function run() {
  stopWithOuterProcess();
  // Programs of node_modules begin with `#!/usr/bin/env node`.
  process.env.PATH = [dirname(process.execPath), process.env.PATH].filter(Boolean).join(delimiter);
  install();
  if (command !== 'exec') build();
  const program = PROGRAMS[command];
  if (program) return program(args);
  const folder = Object.keys(FOLDERS).find((each) => FOLDERS[each].includes(command)) ?? 'tools';
  process.argv.splice(1, 2, join(project, 'dist', folder, command, 'main.js'));
  await import(pathToFileURL(process.argv[1]).href);
}

/** The machine's Node is too old: this process only stands before one of the right version. */
function runOnProvidedNode() {
  const needed = `This suite needs Node ${LEAST_NODE} or later, and this is ${process.versions.node}`;
  if (!canProvideNode()) fail(`${needed}: install Node ${LEAST_NODE}.`);
  let bin;
  try {
    bin = provideNode({ dataFolder, say });
  } catch (error) {
    fail(`${needed}. ${error.message}`);
  }
  // In a group of its own, so that a terminal’s Ctrl-C reaches it once: by this process.
  const inner = spawn(join(bin, 'node'), [bootstrap, command, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => inner.kill(signal));
  inner.once('error', (error) => fail(`${needed}. The one in ${bin} does not start: ${error.message}.`));
  inner.once('exit', (code, signal) => end(code, signal));
}

/** Where the outer process was killed, nobody else would stop this one. */
function stopWithOuterProcess() {
  if (!process.channel) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

function runProgram(program, programArgs, environment = {}) {
  const child = spawn(join(project, 'node_modules', '.bin', program), programArgs, {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(`${program} does not start: ${error.message}.`));
  child.once('exit', (code, signal) => end(code, signal));
}

/** As a shell does: 128 and the number of the signal that ended it. */
function end(code, signal) {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
}

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
  const marker = join(project, 'node_modules', '.installed-lock');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  say('Installing packages (once) …');
  runToEnd('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(marker, lock);
}

function build() {
  const stamp = join(project, 'dist', '.build-stamp');
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (SOURCES.every((each) => newest(join(project, each)) <= built)) return;
  say('Building …');
  const began = new Date();
  // What no longer has a source must not be found by an import or a test.
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  runToEnd(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
  writeFileSync(stamp, began.toISOString());
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((each) => newest(join(path, each))));
}

function runToEnd(program, programArgs) {
  const { status, error } = spawnSync(program, programArgs, {
    cwd: project,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status !== 0) fail(`${program} ${programArgs.join(' ')} failed${error ? `: ${error.message}` : ''}.`);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
