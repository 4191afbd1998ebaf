// The first thing that runs in a fresh clone, so it needs nothing but Node: installs what package-lock.json names,
// builds what the sources say, then runs the built command.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const LEAST_NODE = [20, 19];
/** Where a command is, if not in `tools`. */
const FOLDERS = {
  cli: 'apps/cli/src',
  bench: 'test/load/bench',
  soak: 'test/load/soak',
  fuzz: 'test/load/fuzz',
};
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const [, , command] = process.argv;

// A reader that closes the pipe (`| head`, a closed terminal) must not end the suite.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

assertNode();
install();
build();
const folder = FOLDERS[command] ?? join('tools', command);
process.argv.splice(1, 2, join(project, 'dist', folder, 'main.js'));
await import(pathToFileURL(process.argv[1]).href);

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  fail(`This suite needs Node ${LEAST_NODE.join('.')} or later; this is ${process.versions.node}.`);
}

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex');
  const marker = join(project, 'node_modules', '.installed-lock');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  say('Installing packages (once) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(marker, lock);
}

function build() {
  const stamp = join(project, 'dist', '.build-stamp');
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  const sources = ['apps', 'libs', 'test', 'tools', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
  if (sources.every((each) => newest(join(project, each)) <= built)) return;
  say('Building …');
  const began = new Date();
  // What no longer has a source must not be found by an import or a test.
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
  writeFileSync(stamp, began.toISOString());
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((each) => newest(join(path, each))));
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) fail(`${program} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}.`);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
