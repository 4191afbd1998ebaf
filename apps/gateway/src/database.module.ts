import { Module } from '@nestjs/common';
import { BackgroundDatabase, DatabaseSettings, createDataSource } from '#persistence';
import { Log, ServiceName } from '#platform';
import { DatabaseConnection } from './database-connection.js';
import { gatewayDatabase } from './database.js';

/** The gateway's schema: limits of calls to HBS, and the journal. HBS is answered without it, too (ADR 0012). */
@Module({
  providers: [
    {
      provide: BackgroundDatabase,
      inject: [DatabaseSettings, ServiceName, Log],
      useFactory: (settings: DatabaseSettings, service: ServiceName, log: Log) =>
        new BackgroundDatabase(createDataSource(gatewayDatabase, settings, service.value), log),
    },
    DatabaseConnection,
  ],
  exports: [BackgroundDatabase, DatabaseConnection],
})
export class DatabaseModule {}
