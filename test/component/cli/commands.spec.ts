import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectFolder, serviceDatabases } from '../../../apps/cli/src/published.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { createVirtualHost, type VirtualHost } from '../../support/virtual-host.js';

const CLI = join(projectFolder, 'dist/apps/cli/src/main.js');

describe('the program of operators, without a suite that runs from its folder', () => {
  let host: VirtualHost;
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    [host, database] = await Promise.all([createVirtualHost(), createDatabase()]);
    folder = mkdtempSync(join(tmpdir(), 'emp-suite-cli-'));
  });
  afterAll(async () => {
    await Promise.all([host.drop(), database.drop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function cli(
    words: readonly string[],
    settings: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number | null; output: string; errors: string }> {
    const env = { PATH: process.env['PATH'] ?? '', SUITE_DATA_DIR: folder, ...settings };
    const child = spawn(process.execPath, [CLI, ...words], { env });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output, errors };
  }

  it('migrates every schema, and none a second time', async () => {
    const settings = { DATABASE_URL: database.settings.DATABASE_URL };
    const first = await cli(['migrate'], settings);
    expect(first).toMatchObject({ code: 0, errors: '' });
    const second = await cli(['migrate'], settings);
    for (const name of Object.keys(serviceDatabases)) {
      expect(first.output).toMatch(new RegExp(`${name}: Create\\w+`));
      expect(second.output).toContain(`${name}: up to date`);
    }
  });

  it('lists no dead-lettered messages before a service has declared its queues', async () => {
    const listed = await cli(['broker', 'dead-letters', 'list'], { RABBITMQ_URL: host.directUrl });
    expect(listed).toEqual({ code: 0, output: 'No service has declared a queue yet.\n', errors: '' });
  });

  it.each([
    ['no database', ['migrate'], 78, 'DATABASE_URL  is not set'],
    ['no broker', ['broker', 'dead-letters', 'list'], 78, 'Set RABBITMQ_URL, or start the suite'],
    ['a service without a schema', ['migrate', '--service', 'nobody'], 1, 'Use one of these: authorization'],
    ['no suite', ['cdr', 'backfill', '--from', '2026-01-01'], 1, 'No suite runs from this folder'],
    ['an unknown command', ['migrat'], 1, "unknown command 'migrat'"],
  ])('ends with an exit code and a sentence where it has %s', async (_, words, code, sentence) => {
    const refused = await cli(words);
    expect(refused).toMatchObject({ code, output: '' });
    expect(refused.errors).toContain(sentence);
    expect(refused.errors).not.toMatch(/\n\s+at /);
  });
});
