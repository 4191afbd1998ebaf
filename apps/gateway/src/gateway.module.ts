import { Module } from '@nestjs/common';
import { MessagingModule, suiteMessages } from '#messaging';
import { ContractsController } from './api/contracts.controller.js';
import { ProblemsPageController } from './api/documentation/problems-page.controller.js';
import { ReadinessController } from './api/readiness.controller.js';
import { TokensController } from './api/tokens.controller.js';
import { AuthorizationAsker } from './authorization/authorization-asker.js';
import { AuthorizeStartHandler } from './authorize-start/authorize-start.handler.js';
import { AuthorizeStopHandler } from './authorize-stop/authorize-stop.handler.js';
import { Edge, INBOUND_HANDLERS } from './edge/edge.js';
import type { InboundHandler } from './edge/inbound.js';
import { RefusingHandler } from './edge/refusing.handler.js';
import { Journal } from './journal/journal.js';

@Module({
  imports: [MessagingModule.forService({ map: suiteMessages })],
  controllers: [ProblemsPageController, ReadinessController, ContractsController, TokensController],
  providers: [
    Journal,
    AuthorizationAsker,
    AuthorizeStartHandler,
    AuthorizeStopHandler,
    {
      provide: INBOUND_HANDLERS,
      inject: [AuthorizeStartHandler, AuthorizeStopHandler],
      useFactory: (...authorizations: InboundHandler[]): InboundHandler[] => [
        ...authorizations,
        new RefusingHandler('chargeDetailRecord'),
        new RefusingHandler('chargingNotification'),
      ],
    },
    Edge,
  ],
})
export class GatewayModule {}
