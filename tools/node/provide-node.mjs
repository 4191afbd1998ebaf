// Before anything is installed, so it needs nothing but Node, also an old one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './run-child.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const DOWNLOAD = 'download-';
/** Longer than any download takes: what is older was left by a process that was killed. */
const ABANDONED_AFTER = 3_600_000;

/**
 * The version of Node that a lockfile of tools/node pins: the floor, on which everything runs, or the newest.
 *
 * @param {'floor' | 'newest'} which
 * @returns {string} such as `24.21.0`
 */
export function pinnedVersion(which) {
  return JSON.parse(readLock(which).toString()).packages[`node_modules/${packageName()}`].version;
}

/**
 * The folder with the program `node` of a pinned version, downloaded once by npm as a package with its hash. A download is
 * used only when it is complete and answers with its version, so that a broken one is repeated.
 *
 * @param {'floor' | 'newest'} which
 * @param {{ readonly dataFolder: string, readonly say: (line: string) => void }} options
 * @returns {Promise<string>}
 * @throws {Error} with a sentence, and with the `exitCode` of npm where that failed
 */
export async function provideNode(which, { dataFolder, say }) {
  const version = pinnedVersion(which);
  const digest = createHash('sha256').update(readLock(which)).digest('hex').slice(0, 12);
  const folder = join(dataFolder, 'node', `${version}-${digest}`);
  if (!isComplete(folder, version)) {
    say(`Downloading Node ${version} (once) …`);
    await download(which, folder, version);
  }
  return binIn(folder);
}

/** npm packages of the program alone exist for Linux with glibc. */
export function canProvideNode() {
  return process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch) && hasGlibc();
}

async function download(which, folder, version) {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  removeAbandoned(parent);
  const temporary = mkdtempSync(join(parent, DOWNLOAD));
  try {
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(sourceOf(which), file), join(temporary, file));
    const args = [
      'ci',
      '--ignore-scripts',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const code = await runChild('npm', args, { cwd: temporary, stdio: ['ignore', 2, 2] });
    if (code !== 0) {
      const problem = new Error(`Node ${version} could not be downloaded: npm ended with ${code}.`);
      throw Object.assign(problem, { exitCode: code });
    }
    if (!isComplete(temporary, version))
      throw new Error(`Node ${version} was downloaded, but does not run here.`);
    moveTo(folder, temporary, version);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function removeAbandoned(parent) {
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    const isAbandoned = name.startsWith(DOWNLOAD) && Date.now() - statSync(path).mtimeMs > ABANDONED_AFTER;
    if (isAbandoned) rmSync(path, { recursive: true, force: true });
  }
}

/** Another process may have downloaded it meanwhile. */
function moveTo(folder, temporary, version) {
  if (!isComplete(folder, version)) rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(temporary, folder);
  } catch (error) {
    if (!isComplete(folder, version)) throw error;
  }
}

function isComplete(folder, version) {
  const program = join(binIn(folder), 'node');
  return (
    existsSync(program) && spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout === `v${version}\n`
  );
}

function binIn(folder) {
  return join(folder, 'node_modules', packageName(), 'bin');
}

function packageName() {
  return `node-linux-${process.arch}`;
}

function readLock(which) {
  return readFileSync(join(sourceOf(which), 'package-lock.json'));
}

function sourceOf(which) {
  return which === 'floor' ? here : join(here, which);
}

function hasGlibc() {
  return process.report?.getReport().header.glibcVersionRuntime !== undefined;
}
