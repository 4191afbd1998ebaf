import { DataSource, type DataSourceOptions } from 'typeorm';
import type { DatabaseSettings } from './database-settings.js';
import type { ServiceDatabase } from './service-database.js';
import { SnakeCaseNaming } from './snake-case-naming.js';

/** A data source for one service's schema, not connected yet. It never changes the schema by itself. */
export function createDataSource(
  database: ServiceDatabase,
  settings: DatabaseSettings,
  applicationName: string,
): DataSource {
  return new DataSource(dataSourceOptions(database, settings, applicationName));
}

export function dataSourceOptions(
  database: ServiceDatabase,
  settings: DatabaseSettings,
  applicationName: string,
): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.DATABASE_URL,
    schema: database.schema,
    entities: [...database.entities],
    migrations: [...database.migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    applicationName,
    poolSize: settings.DATABASE_POOL_SIZE,
    connectTimeoutMS: settings.DATABASE_CONNECT_TIMEOUT,
    extra: {
      keepAlive: true,
      statement_timeout: settings.DATABASE_STATEMENT_TIMEOUT,
      idle_in_transaction_session_timeout: settings.DATABASE_STATEMENT_TIMEOUT,
    },
    logging: false,
  };
}
