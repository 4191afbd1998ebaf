import { Module } from '@nestjs/common';
import { CacheModule } from '../cache/cache.module.js';
import { DecideModule } from '../decide/decide.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { PinModule } from '../pin/pin.module.js';
import { AuthorizeStartRpcHandlers } from './authorize-start.rpc-handlers.js';
import { AuthorizeStartService } from './authorize-start.service.js';

/** Whether a driver may start to charge. */
@Module({
  imports: [CacheModule, DecideModule, DecisionsModule, PinModule],
  controllers: [AuthorizeStartRpcHandlers],
  providers: [AuthorizeStartService],
})
export class AuthorizeStartModule {}
