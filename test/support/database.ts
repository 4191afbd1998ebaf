import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource, DatabaseSettings, migrate, type ServiceDatabase } from '#persistence';
import { loadSettings } from '#platform';
import { testEnvironment } from './environment.js';
import { TcpProxy } from './tcp-proxy.js';

/** A database of one test on the run's PostgreSQL, behind a proxy that the test can cut. */
export interface TestDatabase {
  readonly settings: DatabaseSettings;
  readonly network: TcpProxy;
  /** A connected data source with every migration run. */
  connect(service: ServiceDatabase): Promise<DataSource>;
  drop(): Promise<void>;
}

/** Creates an empty database. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new URL(testEnvironment('TEST_DATABASE_URL'));
  await administer(admin.href, `create database ${name}`);
  const network = await TcpProxy.before({ host: admin.hostname, port: Number(admin.port) });
  const settings = databaseSettings(admin, { pathname: `/${name}`, port: String(network.port) });
  const opened: DataSource[] = [];
  return {
    settings,
    network,
    connect: async (service) => {
      const dataSource = await createDataSource(service, settings, 'test').initialize();
      opened.push(dataSource);
      await migrate(dataSource);
      return dataSource;
    },
    drop: async () => {
      await Promise.all(opened.filter((each) => each.isInitialized).map((each) => each.destroy()));
      await network.stop();
      await administer(admin.href, `drop database ${name} with (force)`);
    },
  };
}

/** Settings for the database at `url`, some parts of the address exchanged. */
export function databaseSettings(url: URL | string, exchanged: Partial<URL>): DatabaseSettings {
  const { href } = Object.assign(new URL(url), exchanged);
  return loadSettings([DatabaseSettings], { DATABASE_URL: href, DATABASE_CONNECT_TIMEOUT: 'PT20S' })[0];
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
