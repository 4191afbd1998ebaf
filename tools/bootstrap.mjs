// The first thing that runs in a fresh clone, so it needs nothing but Node, also an old one: provides the Node that the suite
// runs on, installs what package-lock.json names, builds what the sources say, then runs a command. What it says itself goes
// to standard error: what a command prints may be read by a program.
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { canProvideNode, pinnedVersion, provideNode } from './node/provide-node.mjs';
import { runChild } from './node/run-child.mjs';

const LEAST_NODE = 24;
/** No Node for this machine can be downloaded (EX_UNAVAILABLE). */
const EXIT_NO_NODE = 69;
/** Where the program of a command is, if not in `tools`. */
const FOLDERS = {
  cli: 'apps/cli/src',
  bench: 'test/load/bench',
  soak: 'test/load/soak',
  fuzz: 'test/load/fuzz',
};
const SOURCES = ['apps', 'libs', 'test', 'tools', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const ESM_IN_JEST = { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' };
/** Commands that are no programs of ours. */
const OTHERS = {
  build: () => 0,
  /** Without a build: `exec prettier --check .` */
  exec: ([program, ...args]) => runProgram(program, args),
  jest: (args) => runProgram('jest', args, ESM_IN_JEST),
  docs: (args) =>
    runProgram('jest', ['--selectProjects', 'unit', '-t', 'WRITE_DOCS', ...args], {
      ...ESM_IN_JEST,
      WRITE_DOCS: '1',
    }),
};

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const [, bootstrap, command, ...args] = process.argv;
/** `SUITE_NODE=newest` runs a command on the newest Node that tools/node pins. */
const wantsNewest = process.env.SUITE_NODE === 'newest';

// A reader that closes the pipe (`| head`, a closed terminal) must not end the suite.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

let program;
try {
  if (!isRightNode()) process.exit(await runOnProvidedNode());
  program = await prepare();
} catch (error) {
  fail(error.message, error.exitCode);
}
process.argv.splice(1, 2, program);
await import(pathToFileURL(program).href);

function isRightNode() {
  if (!wantsNewest) return Number(process.versions.node.split('.')[0]) >= LEAST_NODE;
  return canProvideNode() && process.versions.node === pinnedVersion('newest');
}

/** Where the program of the command is, unless it is none of ours: then it has been run. */
async function prepare() {
  stopWithOuterProcess();
  putOnPath(process.execPath);
  await install();
  if (command !== 'exec') await build();
  if (command in OTHERS) process.exit(await OTHERS[command](args));
  return join(project, 'dist', FOLDERS[command] ?? join('tools', command), 'main.js');
}

/** The machine's Node is not the right one: this process only stands before one that is. */
async function runOnProvidedNode() {
  const needed = wantsNewest
    ? 'The newest Node can be provided on Linux with glibc only'
    : `This suite needs Node ${LEAST_NODE} or later, and this is ${process.versions.node}: install Node ${LEAST_NODE}`;
  if (!canProvideNode()) fail(`${needed}.`, EXIT_NO_NODE);
  const bin = await provideNode(wantsNewest ? 'newest' : 'floor', {
    dataFolder: join(project, '.data'),
    say,
  });
  return runChild(join(bin, 'node'), [bootstrap, command, ...args], {
    // The channel closes when this process is killed, see stopWithOuterProcess.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // A group of its own, so that a terminal’s Ctrl-C reaches it once: from this process.
    detached: true,
  });
}

/** Where the outer process was killed, nobody else would stop this one. */
function stopWithOuterProcess() {
  if (!process.channel) return;
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

/** Programs of node_modules begin with `#!/usr/bin/env node`, and npm is one. */
function putOnPath(node) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const first = folders.map((folder) => join(folder, 'node')).find((each) => existsSync(each));
  if (first !== undefined && realpathSync(first) === realpathSync(node)) return;
  process.env.PATH = [dirname(node), ...folders].join(delimiter);
}

async function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
  const marker = join(project, 'node_modules', '.installed-lock');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  say('Installing packages (once) …');
  await runStep('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(marker, lock);
}

async function build() {
  const stamp = join(project, 'dist', '.build-stamp');
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (SOURCES.every((each) => newest(join(project, each)) <= built)) return;
  say('Building …');
  const began = new Date();
  // What no longer has a source must not be found by an import or a test.
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  await runStep(process.execPath, [
    join('node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    'tsconfig.build.json',
  ]);
  writeFileSync(stamp, began.toISOString());
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((each) => newest(join(path, each))));
}

async function runStep(program, programArgs) {
  const code = await runChild(program, programArgs, { cwd: project, stdio: ['ignore', 2, 2] });
  if (code !== 0) fail(`${program} ${programArgs.join(' ')} failed.`, code);
}

function runProgram(program, programArgs, environment = {}) {
  return runChild(join(project, 'node_modules', '.bin', program), programArgs, {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line, code = 1) {
  say(line);
  process.exit(code);
}
