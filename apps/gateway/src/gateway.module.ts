import { Module } from '@nestjs/common';
import { MessagingModule, suiteMessages } from '#messaging';
import { ContractsController } from './api/contracts.controller.js';
import { ReadinessController } from './api/readiness.controller.js';
import { SessionsController } from './api/sessions/sessions.controller.js';
import { TokensController } from './api/tokens.controller.js';
import { AuthorizeStartHandler } from './authorize-start/authorize-start.handler.js';
import { ChargingNotificationHandler } from './charging-notification/charging-notification.handler.js';
import { Edge, INBOUND_HANDLERS } from './edge/edge.js';
import type { InboundHandler } from './edge/inbound.js';
import { RefusingHandler } from './edge/refusing.handler.js';
import { Journal } from './journal/journal.js';

@Module({
  imports: [MessagingModule.forService({ map: suiteMessages, handsTo: ['session.notifications'] })],
  controllers: [ReadinessController, ContractsController, TokensController, SessionsController],
  providers: [
    Journal,
    AuthorizeStartHandler,
    ChargingNotificationHandler,
    {
      provide: INBOUND_HANDLERS,
      inject: [AuthorizeStartHandler, ChargingNotificationHandler],
      useFactory: (
        authorizeStart: AuthorizeStartHandler,
        chargingNotification: ChargingNotificationHandler,
      ): InboundHandler[] => [
        authorizeStart,
        chargingNotification,
        new RefusingHandler('authorizeStop'),
        new RefusingHandler('chargeDetailRecord'),
      ],
    },
    Edge,
  ],
})
export class GatewayModule {}
