import {
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Registry } from 'prom-client';
import { BackgroundDatabase } from '#persistence';
import { Log } from '#platform';
import { DatabaseConnection } from '../database-connection.js';
import { DatabaseModule } from '../database.module.js';
import { DayPartitions } from './day-partitions.js';
import { ExchangeStore } from './exchange-store.js';
import { IdentityHash } from './identity-hash.js';
import { JournalSettings } from './journal-settings.js';
import { Journal } from './journal.js';

/** The journal of exchanges with HBS, as inbound and outbound write it; `api/exchanges` reads it. */
@Module({
  imports: [DatabaseModule],
  providers: [
    IdentityHash,
    {
      provide: ExchangeStore,
      inject: [BackgroundDatabase, IdentityHash, Log, Registry],
      useFactory: ({ dataSource }: BackgroundDatabase, hash: IdentityHash, log: Log, metrics: Registry) =>
        new ExchangeStore({ dataSource, hash, log: log.of('journal'), metrics }),
    },
    {
      provide: DayPartitions,
      inject: [BackgroundDatabase, Log, JournalSettings],
      useFactory: ({ dataSource }: BackgroundDatabase, log: Log, { retentionDays }: JournalSettings) =>
        new DayPartitions({ dataSource, log: log.of('journal'), retentionDays }),
    },
    {
      provide: Journal,
      inject: [Log, Registry, ExchangeStore],
      useFactory: (log: Log, metrics: Registry, store: ExchangeStore) =>
        new Journal(log.of('journal'), metrics, store),
    },
  ],
  exports: [Journal, IdentityHash],
})
export class JournalModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly connection: DatabaseConnection,
    private readonly partitions: DayPartitions,
    private readonly store: ExchangeStore,
  ) {}

  /** Has the partitions maintained from when the database is usable. */
  onModuleInit(): void {
    this.connection.onceUsable(() => this.partitions.start());
  }

  /** Starts writing. */
  onApplicationBootstrap(): void {
    this.store.start();
  }

  /** Writes what the modules that journal have recorded until their end: Nest closes them first. */
  async onApplicationShutdown(): Promise<void> {
    await this.partitions.close();
    await this.store.close();
  }
}
