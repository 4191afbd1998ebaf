import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectFolder } from '../apps/cli/src/published.js';

const LEAST_NODE = 24;
const oldNode = findOldNode();
const describeWithOldNode = oldNode === undefined ? describe.skip : describe;
const unless = oldNode === undefined ? ` (skipped: no Node older than ${LEAST_NODE} on the path)` : '';

/** The package of the Node of the suite. */
const PACKAGE = `node-linux-${process.arch}`;
const { version: pinned } = (
  JSON.parse(readFileSync(join(projectFolder, 'tools', 'node', 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string }>;
  }
).packages[`node_modules/${PACKAGE}`] ?? { version: 'none' };

/** What answers as the pinned Node, and is the one that runs these tests. */
const FAKE_NODE = `#!/bin/sh
[ "$1" = --version ] && { echo v${pinned}; exit 0; }
exec '${process.execPath}' "$@"
`;
const PUT_PROGRAM = `mkdir -p node_modules/${PACKAGE}/bin; cp "$FAKE_NODE" node_modules/${PACKAGE}/bin/node`;
const BREAK_PROGRAM = `echo half > node_modules/${PACKAGE}/bin/node`;
/** What `npm ci` does, by the name of its way. */
const DOWNLOADS = {
  whole: PUT_PROGRAM,
  fails: `${PUT_PROGRAM}; ${BREAK_PROGRAM}; echo no network >&2; exit 7`,
  broken: `${PUT_PROGRAM}; ${BREAK_PROGRAM}`,
  hangs: `${PUT_PROGRAM}; ${BREAK_PROGRAM}; echo hangs >&2; exec sleep 60`,
} as const;

/** The program that the bootstrap runs here, as one of node_modules. */
const PROBE = `#!/usr/bin/env node
const { execFileSync } = require('node:child_process');
const [what, value] = process.argv.slice(2);
if (what === 'versions') {
  const shell = execFileSync('sh', ['-c', 'node -v']).toString().trim();
  console.log(JSON.stringify({ program: process.version, shell }));
}
if (what === 'exit') process.exit(Number(value));
if (what === 'die') process.kill(process.pid, value);
if (what === 'wait') {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      console.log(signal);
      setTimeout(() => { console.log('stopped in order'); process.exit(3); }, 500);
    });
  }
  setInterval(() => {}, 1_000);
  console.log('ready');
}
`;

type Bootstrap = ChildProcessByStdio<null, Readable, Readable>;

describe('this test', () => {
  it('runs on Node 24 or later, and so does everything that it starts', () => {
    expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(LEAST_NODE);
    expect(spawnSync('sh', ['-c', 'node -v'], { encoding: 'utf8' }).stdout.trim()).toBe(process.version);
  });
});

describeWithOldNode(`a command on a machine with an older Node${unless}`, () => {
  let folder: string;
  let nodes: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'emp-bootstrap-'));
    nodes = join(folder, '.data', 'node');
    cpSync(join(projectFolder, 'tools', 'bootstrap.mjs'), join(folder, 'tools', 'bootstrap.mjs'));
    cpSync(join(projectFolder, 'tools', 'node'), join(folder, 'tools', 'node'), { recursive: true });
    // Installed already.
    writeFileSync(join(folder, 'package-lock.json'), '{}');
    mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
    const lock = createHash('sha256').update('{}').digest('hex');
    writeFileSync(join(folder, 'node_modules', '.installed-lock'), lock);
    writeProgram(join(folder, 'node_modules', '.bin', 'probe'), PROBE);
    writeProgram(join(folder, 'fake-node'), FAKE_NODE);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function start(
    args: readonly string[],
    { download = 'whole', require }: { download?: keyof typeof DOWNLOADS; require?: string } = {},
  ): { readonly child: Bootstrap; output(): string; errors(): string; ended: Promise<number> } {
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    writeProgram(join(bin, 'npm'), `#!/bin/sh\n${DOWNLOADS[download]}\n`);
    const child = spawn(oldNode ?? '', [join(folder, 'tools', 'bootstrap.mjs'), ...args], {
      env: {
        PATH: [bin, '/usr/bin', '/bin'].join(delimiter),
        FAKE_NODE: join(folder, 'fake-node'),
        ...(require !== undefined && { NODE_OPTIONS: `--require ${require}` }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = once(child, 'close').then(([code]) => code as number);
    return { child, output: () => output, errors: () => errors, ended };
  }

  async function run(
    args: readonly string[],
    options: Parameters<typeof start>[1] = {},
  ): Promise<{ code: number; output: string; errors: string }> {
    const bootstrap = start(args, options);
    const code = await bootstrap.ended;
    return { code, output: bootstrap.output(), errors: bootstrap.errors() };
  }

  async function startWaiting(): Promise<ReturnType<typeof start>> {
    const bootstrap = start(['exec', 'probe', 'wait']);
    await until(() => bootstrap.output().includes('ready'));
    return bootstrap;
  }

  it('runs on a newer one, first on the path of its children, and prints only what the command prints', async () => {
    const { code, output, errors } = await run(['exec', 'probe', 'versions']);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual({ program: process.version, shell: process.version });
    expect(errors).toBe(`Downloading Node ${pinned} (once) …\n`);
    expect((await run(['exec', 'probe', 'versions'], { download: 'fails' })).errors).toBe('');
  });

  it.each([
    [['exit', '0'], 0],
    [['exit', '42'], 42],
    [['die', 'SIGKILL'], 128 + 9],
    [['die', 'SIGTERM'], 128 + 15],
  ])('passes on how the command ended: %j', async (args, code) => {
    expect(await run(['exec', 'probe', ...args])).toMatchObject({ code });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'passes on %s, and does not end before what it stops',
    async (signal) => {
      const { child, output, ended } = await startWaiting();
      child.kill(signal);
      expect(await ended).toBe(3);
      expect(output()).toBe(`ready\n${signal}\nstopped in order\n`);
    },
  );

  it('takes the Ctrl-C of a terminal, which reaches a group of processes, as one', async () => {
    const { child, output, ended } = await startWaiting();
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toBe(3);
    expect(output()).toBe('ready\nSIGINT\nstopped in order\n');
  });

  it('stops in order when the outer process is killed', async () => {
    const { child, output, ended } = await startWaiting();
    child.kill('SIGKILL');
    // The pipes close when the last process that has them ends.
    await ended;
    expect(output()).toBe('ready\nSIGTERM\nstopped in order\n');
  });

  it.each([
    ['fails', 7, 'npm ended with 7'],
    ['broken', 1, 'was downloaded, but does not run here'],
  ] as const)('uses no download that ended so: %s; and repeats it', async (download, code, problem) => {
    const failed = await run(['exec', 'probe', 'versions'], { download });
    expect(failed).toMatchObject({ code, output: '' });
    expect(failed.errors).toContain(problem);
    expect(readdirSync(nodes)).toEqual([]);
    expect(await run(['exec', 'probe', 'exit', '5'])).toMatchObject({ code: 5 });
  });

  it('uses no download during which it was killed, and repeats it', async () => {
    const { child, errors, ended } = start(['exec', 'probe', 'versions'], { download: 'hangs' });
    await until(() => errors().includes('hangs'));
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
    expect(readdirSync(nodes)).toEqual([expect.stringMatching(/^download-/)]);
    expect(await run(['exec', 'probe', 'exit', '5'])).toMatchObject({ code: 5 });
  });

  it('stops the download on SIGTERM, and leaves nothing of it', async () => {
    const { child, errors, ended } = start(['exec', 'probe', 'versions'], { download: 'hangs' });
    await until(() => errors().includes('hangs'));
    child.kill('SIGTERM');
    expect(await ended).toBe(128 + 15);
    expect(readdirSync(nodes)).toEqual([]);
  });

  it('repeats a download that has been damaged since', async () => {
    await run(['exec', 'probe', 'exit', '0']);
    const [version = ''] = readdirSync(nodes);
    writeFileSync(join(nodes, version, 'node_modules', PACKAGE, 'bin', 'node'), 'damaged');
    const { code, errors } = await run(['exec', 'probe', 'exit', '5']);
    expect(code).toBe(5);
    expect(errors).toContain('Downloading Node');
  });

  it.each([
    ['macOS', `Object.defineProperty(process, 'platform', { value: 'darwin' });`],
    ['musl', 'process.report.getReport = () => ({ header: {} });'],
  ])('on %s ends with one sentence: install Node 24', async (_, pretend) => {
    const require = join(folder, 'pretend.cjs');
    writeFileSync(require, pretend);
    const { code, output, errors } = await run(['exec', 'probe', 'versions'], { require });
    expect(code).toBe(69);
    expect(output).toBe('');
    expect(errors).toMatch(
      /^This suite needs Node 24 or later, and this is \d+\.\d+\.\d+: install Node 24\.\n$/,
    );
    expect(existsSync(nodes)).toBe(false);
  });
});

/** The first one on the path that is too old for the suite. */
function findOldNode(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const programs = (process.env['PATH'] ?? '').split(delimiter).map((each) => join(each, 'node'));
  return programs.find((each) => {
    if (!existsSync(each)) return false;
    const { stdout } = spawnSync(each, ['--version'], { encoding: 'utf8' });
    return Number(/^v(\d+)\./.exec(stdout)?.[1]) < LEAST_NODE;
  });
}

function writeProgram(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 20));
}
