import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { AuthorizationClient } from './authorization/authorization-client.js';
import { AuthorizeStartHandler } from './authorize-start/authorize-start.handler.js';
import { AuthorizeStopHandler } from './authorize-stop/authorize-stop.handler.js';
import { ChargeDetailRecordHandler } from './charge-detail-record/charge-detail-record.handler.js';
import { ChargingNotificationHandler } from './charging-notification/charging-notification.handler.js';
import { Edge, INBOUND_HANDLERS } from './edge/edge.js';
import type { InboundHandler } from './edge/inbound.js';

/** What answers HBS, one handler for each operation. */
const handlers = [
  AuthorizeStartHandler,
  AuthorizeStopHandler,
  ChargeDetailRecordHandler,
  ChargingNotificationHandler,
];

/** What HBS calls: the edge, and a handler for each operation. */
@Module({
  imports: [JournalModule],
  providers: [
    AuthorizationClient,
    ...handlers,
    {
      provide: INBOUND_HANDLERS,
      inject: handlers,
      useFactory: (...instances: InboundHandler[]): InboundHandler[] => instances,
    },
    Edge,
  ],
})
export class InboundModule {}
