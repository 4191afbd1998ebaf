import { randomUUID } from 'node:crypto';
import { Module, type DynamicModule } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Log, Readiness, ServiceName } from '#platform';
import { awaitSchema, connectWithRetries } from './connect.js';
import { dataSourceOptions } from './data-source.js';
import { DatabaseSettings } from './database-settings.js';
import { assertMigrated } from './migrate.js';
import type { ServiceDatabase } from './service-database.js';

/**
 * Connects a service to its schema, and provides its `DataSource`. The start waits for the database; afterwards the
 * service is ready while the database answers and its schema is up to date.
 */
@Module({})
export class PersistenceModule {
  /** The module for one service; global, so that it is imported once. */
  static forService(database: ServiceDatabase): DynamicModule {
    // Unique in the process: tests run several services and replicas in one, each with a data source of its own.
    const name = `${database.schema}-${randomUUID()}`;
    // TypeOrmModule passes only options to the second factory; the first one leaves here what connecting needs.
    let connect: ((dataSource: DataSource) => Promise<void>) | undefined;
    return {
      module: PersistenceModule,
      imports: [
        TypeOrmModule.forRootAsync({
          name,
          inject: [DatabaseSettings, ServiceName, Log, Readiness],
          useFactory: (settings: DatabaseSettings, service: ServiceName, log: Log, readiness: Readiness) => {
            connect = async (dataSource) => {
              readiness.add('database', () => assertMigrated(dataSource));
              await connectWithRetries(dataSource, log);
              await awaitSchema(dataSource, log);
            };
            return { ...dataSourceOptions(database, settings, service.value), retryAttempts: 0 };
          },
          dataSourceFactory: async (options) => {
            const dataSource = new DataSource(options as DataSourceOptions);
            await connect?.(dataSource);
            return dataSource;
          },
        }),
      ],
      providers: [{ provide: DataSource, useExisting: getDataSourceToken(name) }],
      exports: [DataSource],
      global: true,
    };
  }
}
