import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Registry } from 'prom-client';
import { BackgroundDatabase } from '#persistence';
import { Log } from '#platform';
import { DatabaseModule } from '../database.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { Journal } from '../journal/journal.js';
import type { CalledOperation } from './called-operations.js';
import { EvseStatusStreamHandler } from './evse-status/evse-status.stream-handler.js';
import { EvseStatusService } from './evse-status/evse-status.service.js';
import { HbsCalls } from './hbs-calls.js';
import { HbsConnection } from './hbs-connection.js';
import { HbsSettings } from './hbs-settings.js';
import { HbsTimeouts } from './hbs-timeouts.js';
import { HbsRpcHandlers } from './hbs.rpc-handlers.js';
import { CallLimiter } from './limiter/call-limiter.js';
import { HbsLimitSettings, HbsPathSettings } from './operation-settings.js';

/** The one account at HBS, whose limits all replicas and ProviderIDs share. */
const ACCOUNT = 'default';

/** The services' calls to HBS: within its limits, over mutual TLS, journaled. */
@Module({
  imports: [DatabaseModule, JournalModule],
  controllers: [HbsRpcHandlers, EvseStatusStreamHandler],
  providers: [
    HbsTimeouts,
    {
      provide: HbsConnection,
      inject: [HbsSettings, HbsTimeouts, HbsPathSettings, Log, Registry],
      useFactory: (
        settings: HbsSettings,
        timeouts: HbsTimeouts,
        paths: HbsPathSettings,
        log: Log,
        metrics: Registry,
      ) => new HbsConnection(settings, timeouts, paths, log.of('hbs'), metrics),
    },
    {
      provide: CallLimiter,
      inject: [BackgroundDatabase, HbsLimitSettings, Log],
      useFactory: ({ dataSource }: BackgroundDatabase, limits: HbsLimitSettings, log: Log) =>
        new CallLimiter({
          dataSource,
          log: log.of('limiter'),
          account: ACCOUNT,
          limitOf: (operation: CalledOperation) => limits.limitOf(operation),
        }),
    },
    {
      provide: HbsCalls,
      inject: [HbsConnection, CallLimiter, Journal, Log],
      useFactory: (
        connection: HbsConnection,
        limiter: CallLimiter<CalledOperation>,
        journal: Journal,
        log: Log,
      ) => new HbsCalls(connection, limiter, journal, log.of('hbs')),
    },
    EvseStatusService,
  ],
})
export class OutboundModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly connection: HbsConnection) {}

  /** Has the client certificate read again whenever its files change. */
  onApplicationBootstrap(): void {
    this.connection.watchIdentity();
  }

  /** Ends the connections; the transport has answered every call by then. */
  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }
}
