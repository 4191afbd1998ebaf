import { randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Below the ports that systems give to outgoing connections, one of which could take it before it is listened on. */
const FIRST = 20_000;
const END = 32_000;
/** A process that reserves a port may end before the one that listens on it: a worker of jest, a supervisor. */
const RESERVED_FOR_MS = 60 * 60_000;

/** One for all users of the machine: ports are. */
const SHARED = join(tmpdir(), 'emp-suite-ports');

/**
 * Reserves a port among all processes of this suite on the machine, of any user: for an hour, and as long as the process
 * runs. Whether something else listens there is not known. Why not `get-port`: docs/adr/0066-small-own-code-and-libraries.md.
 */
export function reservedPort(folder = SHARED): number {
  makeShared(folder);
  for (;;) {
    const port = randomInt(FIRST, END);
    if (reserve(join(folder, String(port)))) return port;
  }
}

/** Like the system's folder for temporary files: every user adds files and removes only their own. */
function makeShared(folder: string): void {
  if (mkdirSync(folder, { recursive: true }) !== undefined) chmodSync(folder, 0o1777);
}

/** @returns whether the port of this file is ours now */
export function reserve(file: string): boolean {
  if (create(file)) return true;
  // One of those that find an abandoned reservation takes it over: the one that creates this second file.
  const turn = `${file}.taken-over`;
  if (!isAbandoned(file) || !create(turn)) return false;
  try {
    if (!isAbandoned(file)) return false;
    rmSync(file);
    return create(file);
  } catch {
    return false; // another user's
  } finally {
    rmSync(turn);
  }
}

function create(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

function isAbandoned(file: string): boolean {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Date.now() - mtimeMs > RESERVED_FOR_MS && !isAlive(readPid(file));
}

function readPid(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return Number.NaN;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, and runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
