import { Module } from '@nestjs/common';
import { CacheModule } from '../cache/cache.module.js';
import { DecideModule } from '../decide/decide.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { PinModule } from '../pin/pin.module.js';
import { SessionOwnersModule } from '../sessions/sessions.module.js';
import { AuthorizeStopRpcHandlers } from './authorize-stop.rpc-handlers.js';
import { AuthorizeStopService } from './authorize-stop.service.js';

/** Whether a driver may stop a session. */
@Module({
  imports: [CacheModule, DecideModule, DecisionsModule, PinModule, SessionOwnersModule],
  controllers: [AuthorizeStopRpcHandlers],
  providers: [AuthorizeStopService],
})
export class AuthorizeStopModule {}
