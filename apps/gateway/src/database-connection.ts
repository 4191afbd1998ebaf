import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundDatabase } from '#persistence';

/** Connects the gateway's database in the background, and reports when it has become usable. */
@Injectable()
export class DatabaseConnection implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly database: BackgroundDatabase) {}

  /** Calls `listener` once, when the database is connected and migrated. To be registered in `onModuleInit`. */
  onceUsable(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The edge and the API open after this, so that a database which answers is connected before their first request. */
  async onApplicationBootstrap(): Promise<void> {
    await this.database.start(() => {
      for (const listener of this.listeners) listener();
    });
  }

  /** Closes the database. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
