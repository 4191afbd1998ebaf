import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { suiteMessages } from '#suite';
import { ApiModule } from './api/api.module.js';
import { InboundModule } from './inbound/inbound.module.js';
import { OutboundModule } from './outbound/outbound.module.js';

/**
 * The gateway. Nest starts a module after those that it imports, and closes it before them. So the end has its order
 * from the imports: first the edge, the API and RabbitMQ's consumers take nothing more and answer what is under way,
 * then the connections to HBS, the journal, its database, and the broker (whose module is global, and thereby last) are
 * closed.
 */
@Module({
  imports: [
    MessagingModule.forService({ map: suiteMessages, enqueuesTo: ['cdr.intake', 'session.notifications'] }),
    InboundModule,
    OutboundModule,
    ApiModule,
  ],
})
export class GatewayModule {}
