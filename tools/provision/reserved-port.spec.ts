import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reserve, reservedPort } from './reserved-port.js';

const TWO_HOURS_S = 2 * 60 * 60;

describe('a port that is reserved', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'emp-suite-reserved-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A port that a process of this id has reserved two hours ago. */
  function reservedLongAgoBy(pid: number): string {
    const file = join(folder, '20000');
    writeFileSync(file, String(pid));
    const then = Date.now() / 1_000 - TWO_HOURS_S;
    utimesSync(file, then, then);
    return file;
  }
  const endedPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

  it('is not given twice', () => {
    const ports = Array.from({ length: 500 }, () => reservedPort(folder));
    expect(new Set(ports).size).toBe(500);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...ports)).toBeLessThan(32_000);
    expect(reserve(join(folder, String(ports[0])))).toBe(false);
  });

  it('is reserved for every user of the machine, and no user removes another’s reservation', () => {
    const shared = join(folder, 'shared');
    reservedPort(shared);
    expect(statSync(shared).mode & 0o7777).toBe(0o1777);
  });

  it('stays reserved as long as the process runs', () => {
    expect(reserve(reservedLongAgoBy(process.pid))).toBe(false);
  });

  it('is given to one other process when its own has ended and an hour has passed', () => {
    const file = reservedLongAgoBy(endedPid());
    expect(reserve(file)).toBe(true);
    expect(reserve(file)).toBe(false);
    expect(readdirSync(folder)).toEqual(['20000']);
  });

  it('stays reserved for an hour after its process has ended: a child may still listen on it', () => {
    const file = join(folder, '20000');
    writeFileSync(file, String(endedPid()));
    expect(reserve(file)).toBe(false);
  });

  it('is not taken over by two processes at once', () => {
    const file = reservedLongAgoBy(endedPid());
    writeFileSync(`${file}.taken-over`, '1');
    expect(reserve(file)).toBe(false);
  });
});
