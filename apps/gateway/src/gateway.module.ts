import { Module } from '@nestjs/common';
import { MessagingModule, suiteMessages } from '#messaging';
import { CdrsController } from './api/cdrs/cdrs.controller.js';
import { ContractsController } from './api/contracts.controller.js';
import { ReadinessController } from './api/readiness.controller.js';
import { TokensController } from './api/tokens.controller.js';
import { AuthorizeStartHandler } from './authorize-start/authorize-start.handler.js';
import { ChargeDetailRecordHandler } from './charge-detail-record/charge-detail-record.handler.js';
import { Edge, INBOUND_HANDLERS } from './edge/edge.js';
import type { InboundHandler } from './edge/inbound.js';
import { RefusingHandler } from './edge/refusing.handler.js';
import { Journal } from './journal/journal.js';

@Module({
  imports: [MessagingModule.forService({ map: suiteMessages, handsTo: ['cdr.intake'] })],
  controllers: [ReadinessController, ContractsController, TokensController, CdrsController],
  providers: [
    Journal,
    AuthorizeStartHandler,
    ChargeDetailRecordHandler,
    {
      provide: INBOUND_HANDLERS,
      inject: [AuthorizeStartHandler, ChargeDetailRecordHandler],
      useFactory: (
        authorizeStart: AuthorizeStartHandler,
        chargeDetailRecord: ChargeDetailRecordHandler,
      ): InboundHandler[] => [
        authorizeStart,
        chargeDetailRecord,
        new RefusingHandler('authorizeStop'),
        new RefusingHandler('chargingNotification'),
      ],
    },
    Edge,
  ],
})
export class GatewayModule {}
