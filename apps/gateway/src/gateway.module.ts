import { Module } from '@nestjs/common';
import { MessagingModule, suiteMessages } from '#messaging';
import { BackgroundDatabase, DatabaseSettings, dataSourceOf } from '#persistence';
import { Log, ServiceName } from '#platform';
import { ContractsController } from './api/contracts.controller.js';
import { ReadinessController } from './api/readiness.controller.js';
import { TokensController } from './api/tokens.controller.js';
import { AuthorizeStartHandler } from './authorize-start/authorize-start.handler.js';
import { gatewayDatabase } from './database.js';
import { Edge, INBOUND_HANDLERS } from './edge/edge.js';
import type { InboundHandler } from './edge/inbound.js';
import { RefusingHandler } from './edge/refusing.handler.js';
import { EvseStatusController } from './evse-status/evse-status.controller.js';
import { EvseStatusService } from './evse-status/evse-status.service.js';
import { GatewayBackground } from './gateway-background.js';
import { journalProviders } from './journal/journal.providers.js';
import { ExchangesController } from './journal/read/exchanges.controller.js';
import { HbsController } from './outbound/hbs.controller.js';
import { outboundProviders } from './outbound/outbound.providers.js';

@Module({
  imports: [MessagingModule.forService({ map: suiteMessages })],
  controllers: [
    ReadinessController,
    ContractsController,
    TokensController,
    HbsController,
    EvseStatusController,
    ExchangesController,
  ],
  providers: [
    {
      provide: BackgroundDatabase,
      inject: [DatabaseSettings, ServiceName, Log],
      useFactory: (settings: DatabaseSettings, service: ServiceName, log: Log) =>
        new BackgroundDatabase(dataSourceOf(gatewayDatabase, settings, service.value), log),
    },
    GatewayBackground,
    ...journalProviders,
    ...outboundProviders,
    EvseStatusService,
    AuthorizeStartHandler,
    {
      provide: INBOUND_HANDLERS,
      inject: [AuthorizeStartHandler],
      useFactory: (authorizeStart: AuthorizeStartHandler): InboundHandler[] => [
        authorizeStart,
        new RefusingHandler('authorizeStop'),
        new RefusingHandler('chargeDetailRecord'),
        new RefusingHandler('chargingNotification'),
      ],
    },
    Edge,
  ],
})
export class GatewayModule {}
