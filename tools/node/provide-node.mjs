// Before anything is installed, so it needs nothing but Node, also an old one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * The folder with the program `node` of a version that tools/node pins, downloaded once by npm as a package with its hash.
 * A download is used only when it is complete and answers with its version, so that a broken one is repeated.
 *
 * @param {{ readonly pinned?: 'lts' | 'newest', readonly dataFolder: string, readonly say?: (line: string) => void }} options
 * @returns {string}
 */
export function provideNode({ pinned = 'lts', dataFolder, say = () => {} }) {
  const source = pinned === 'lts' ? here : join(here, pinned);
  const lock = readFileSync(join(source, 'package-lock.json'));
  const name = packageName();
  const { version } = JSON.parse(lock.toString()).packages[`node_modules/${name}`];
  const digest = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(dataFolder, 'node', `${version}-${digest}`);
  const bin = join(folder, 'node_modules', name, 'bin');
  if (isComplete(bin, version)) return bin;
  say(`Downloading Node ${version} (once) …`);
  mkdirSync(join(dataFolder, 'node'), { recursive: true });
  const download = mkdtempSync(join(dataFolder, 'node', 'download-'));
  try {
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join(source, file), join(download, file));
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status, error, stderr } = spawnSync('npm', args, { cwd: download, encoding: 'utf8' });
    if (status !== 0 || !isComplete(join(download, 'node_modules', name, 'bin'), version))
      throw new Error(
        `Node ${version} could not be downloaded: ${error?.message ?? lastLine(stderr) ?? 'npm ci left it out'}.`,
      );
    takePlace(download, folder, bin, version);
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
  return bin;
}

/** npm packages with the program alone exist for Linux with glibc. */
export function canProvideNode() {
  return process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch) && hasGlibc();
}

function packageName() {
  return `node-linux-${process.arch}`;
}

function hasGlibc() {
  return process.report?.getReport().header.glibcVersionRuntime !== undefined;
}

function isComplete(bin, version) {
  const program = join(bin, 'node');
  return (
    existsSync(program) && spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout === `v${version}\n`
  );
}

/** Somebody else may have downloaded it meanwhile. */
function takePlace(download, folder, bin, version) {
  for (;;) {
    try {
      renameSync(download, folder);
      return;
    } catch (error) {
      if (isComplete(bin, version)) return;
      if (!existsSync(folder)) throw error;
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function lastLine(text) {
  return text?.trim().split('\n').pop() || undefined;
}
