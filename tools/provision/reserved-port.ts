import { randomInt } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Below the ports that systems give to outgoing connections, one of which could take it before it is listened on. */
const FIRST = 20_000;
const END = 32_000;
/** No suite that takes any ports runs longer. */
const RESERVED_FOR_MS = 60 * 60_000;

/** A port that no other process of this user was given within the last hour. Whether something listens there is not known. */
export function reservedPort(): number {
  const folder = join(tmpdir(), `emp-suite-ports-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true });
  for (;;) {
    const port = randomInt(FIRST, END);
    if (reserve(join(folder, String(port)))) return port;
  }
}

function reserve(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return isOld(file) && refreshed(file);
  }
}

function isOld(file: string): boolean {
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Date.now() - mtimeMs > RESERVED_FOR_MS;
}

function refreshed(file: string): boolean {
  writeFileSync(file, String(process.pid));
  return true;
}
