import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { suiteMessages } from '#suite';
import { BackgroundDatabase, DatabaseSettings, dataSourceOf } from '#persistence';
import { Log, ServiceName } from '#platform';
import { apiControllers } from './api/api-controllers.js';
import { ApiKeyRing } from './api/access/api-key-ring.js';
import { RequestLimiter } from './api/access/request-limiter.js';
import { AuthorizationClient } from './inbound/authorization/authorization-client.js';
import { AuthorizeStartHandler } from './inbound/authorize-start/authorize-start.handler.js';
import { AuthorizeStopHandler } from './inbound/authorize-stop/authorize-stop.handler.js';
import { ChargeDetailRecordHandler } from './inbound/charge-detail-record/charge-detail-record.handler.js';
import { ChargingNotificationHandler } from './inbound/charging-notification/charging-notification.handler.js';
import { gatewayDatabase } from './database.js';
import { Edge, INBOUND_HANDLERS } from './inbound/edge/edge.js';
import type { InboundHandler } from './inbound/edge/inbound.js';
import { EvseStatusStreamHandler } from './outbound/evse-status/evse-status.controller.js';
import { EvseStatusService } from './outbound/evse-status/evse-status.service.js';
import { GatewayBackground } from './gateway-background.js';
import { journalProviders } from './journal/journal.providers.js';
import { HbsRpcHandlers } from './outbound/hbs.controller.js';
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
  controllers: [...apiControllers, HbsRpcHandlers, EvseStatusStreamHandler],
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
    AuthorizationClient,
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
