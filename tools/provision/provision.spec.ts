import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureSecret } from '../../apps/cli/src/published.js';
import { isReachableByOthers, isRoot, reachableFolder } from './accounts.js';
import { freePort, freePorts } from './ports.js';

describe('provisioning', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'provision-'));
    chmodSync(folder, 0o755);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('uses the preferred port if it is free, otherwise another', async () => {
    // Reserved, or an outgoing connection of another process could have it once it is free.
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    await once(holder, 'listening');
    expect(await freePort(port)).not.toBe(port);
    holder.close();
    await once(holder, 'close');
    expect(await freePort(port)).toBe(port);
  });

  it('reserves distinct ports', async () => {
    const ports = await freePorts({ a: 0, b: 0, c: 0, d: 0 });
    expect(new Set(Object.values(ports)).size).toBe(4);
  });

  it('creates a secret once, readable by its owner alone', () => {
    const file = join(folder, 'secrets', 'password');
    const secret = ensureSecret(file);
    expect(secret.length).toBeGreaterThan(20);
    expect(ensureSecret(file)).toBe(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('finds whether other users can reach a path', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    expect(isReachableByOthers(join(folder, 'x'))).toBe(true);
    expect(isReachableByOthers(join(closed, 'x'))).toBe(false);
    expect(isReachableByOthers(join(closed, 'deeper'))).toBe(false);
  });

  it('stores data in the project, or behind a link where other users cannot reach it', () => {
    expect(reachableFolder(join(folder, 'data'), 'postgres')).toBe(join(folder, 'data', 'postgres'));
    if (!isRoot()) return;
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const elsewhere = reachableFolder(join(closed, 'data'), 'postgres');
    expect(elsewhere).toMatch(/^\/var\/lib\/emp-roaming-suite\/[0-9a-f]{12}\/postgres$/);
    expect(lstatSync(join(closed, 'data', 'postgres')).isSymbolicLink()).toBe(true);
    expect(reachableFolder(join(closed, 'data'), 'postgres')).toBe(elsewhere);
    rmSync(join(elsewhere, '..'), { recursive: true });
  });
});
