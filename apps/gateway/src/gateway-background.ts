import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { BackgroundDatabase } from '#persistence';
import type { HbsConnection } from './outbound/hbs-connection.js';

/** Begins what nothing waits for, and closes it after everything that may have used it until the end. */
export class GatewayBackground implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: BackgroundDatabase,
    private readonly connection: HbsConnection,
  ) {}

  onApplicationBootstrap(): void {
    this.database.start(() => {});
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
    await this.database.close();
  }
}
