import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundDatabase } from '#persistence';
import { DayPartitions } from './journal/day-partitions.js';
import { ExchangeStore } from './journal/exchange-store.js';
import { HbsConnection } from './outbound/hbs-connection.js';

/** Begins what nothing waits for, and closes it after everything that may have used it until the end. */
@Injectable()
export class GatewayBackground implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: BackgroundDatabase,
    private readonly connection: HbsConnection,
    private readonly store: ExchangeStore,
    private readonly partitions: DayPartitions,
  ) {}

  /** Calls are taken after this: with a database that answers, none of them finds it missing. */
  async onApplicationBootstrap(): Promise<void> {
    this.store.start();
    await this.database.start(() => this.partitions.start());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
    await this.partitions.close();
    await this.store.close();
    await this.database.close();
  }
}
