import { Module } from '@nestjs/common';
import { MessagingModule, suiteMessages } from '#messaging';
import { ContractsController } from './api/contracts.controller.js';
import { ProblemsPageController } from './api/documentation/problems-page.controller.js';
import { SessionsController } from './api/sessions/sessions.controller.js';
import { EvsesController } from './api/evses/evses.controller.js';
import { ReadinessController } from './api/readiness.controller.js';
import { SyncController } from './api/sync/sync.controller.js';
import { TokensController } from './api/tokens.controller.js';
import { AuthorizationAsker } from './authorization/authorization-asker.js';
import { AuthorizeStartHandler } from './authorize-start/authorize-start.handler.js';
import { AuthorizeStopHandler } from './authorize-stop/authorize-stop.handler.js';
import { ChargingNotificationHandler } from './charging-notification/charging-notification.handler.js';
import { Edge, INBOUND_HANDLERS } from './edge/edge.js';
import type { InboundHandler } from './edge/inbound.js';
import { RefusingHandler } from './edge/refusing.handler.js';
import { Journal } from './journal/journal.js';

/** What answers HBS, one for each operation. */
const inboundHandlers = [AuthorizeStartHandler, AuthorizeStopHandler, ChargingNotificationHandler];

@Module({
  imports: [MessagingModule.forService({ map: suiteMessages, handsTo: ['session.notifications'] })],
  controllers: [
    ProblemsPageController,
    ReadinessController,
    ContractsController,
    TokensController,
    SessionsController,
    EvsesController,
    SyncController,
  ],
  providers: [
    Journal,
    AuthorizationAsker,
    ...inboundHandlers,
    {
      provide: INBOUND_HANDLERS,
      inject: inboundHandlers,
      useFactory: (...handlers: InboundHandler[]): InboundHandler[] => [
        ...handlers,
        new RefusingHandler('chargeDetailRecord'),
      ],
    },
    Edge,
  ],
})
export class GatewayModule {}
