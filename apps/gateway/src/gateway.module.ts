import { Module } from '@nestjs/common';
import { MessagingModule, suiteMessages } from '#messaging';
import { BackgroundDatabase, DatabaseSettings, dataSourceOf } from '#persistence';
import { Log, ServiceName } from '#platform';
import { apiControllers } from './api/api-controllers.js';
import { ApiKeyRing } from './api/api-key-ring.js';
import { RequestLimiter } from './api/request-limiter.js';
import { AuthorizationAsker } from './authorization/authorization-asker.js';
import { AuthorizeStartHandler } from './authorize-start/authorize-start.handler.js';
import { AuthorizeStopHandler } from './authorize-stop/authorize-stop.handler.js';
import { ChargeDetailRecordHandler } from './charge-detail-record/charge-detail-record.handler.js';
import { ChargingNotificationHandler } from './charging-notification/charging-notification.handler.js';
import { gatewayDatabase } from './database.js';
import { Edge, INBOUND_HANDLERS } from './edge/edge.js';
import type { InboundHandler } from './edge/inbound.js';
import { EvseStatusController } from './evse-status/evse-status.controller.js';
import { EvseStatusService } from './evse-status/evse-status.service.js';
import { GatewayBackground } from './gateway-background.js';
import { journalProviders } from './journal/journal.providers.js';
import { HbsController } from './outbound/hbs.controller.js';
import { outboundProviders } from './outbound/outbound.providers.js';

/** What answers HBS, one for each operation. */
const inboundHandlers = [
  AuthorizeStartHandler,
  AuthorizeStopHandler,
  ChargeDetailRecordHandler,
  ChargingNotificationHandler,
];

@Module({
  imports: [
    MessagingModule.forService({ map: suiteMessages, handsTo: ['cdr.intake', 'session.notifications'] }),
  ],
  controllers: [...apiControllers, HbsController, EvseStatusController],
  providers: [
    {
      provide: BackgroundDatabase,
      inject: [DatabaseSettings, ServiceName, Log],
      useFactory: (settings: DatabaseSettings, service: ServiceName, log: Log) =>
        new BackgroundDatabase(dataSourceOf(gatewayDatabase, settings, service.value), log),
    },
    GatewayBackground,
    ApiKeyRing,
    RequestLimiter,
    ...journalProviders,
    ...outboundProviders,
    EvseStatusService,
    AuthorizationAsker,
    ...inboundHandlers,
    {
      provide: INBOUND_HANDLERS,
      inject: inboundHandlers,
      useFactory: (...handlers: InboundHandler[]): InboundHandler[] => handlers,
    },
    Edge,
  ],
})
export class GatewayModule {}
