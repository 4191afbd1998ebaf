import { Module } from '@nestjs/common';
import { CacheModule } from '../cache/cache.module.js';
import { DecideModule } from '../decide/decide.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { PinModule } from '../pin/pin.module.js';
import { SessionOwnersModule } from '../sessions/sessions.module.js';
import { AuthorizeStopController } from './authorize-stop.controller.js';
import { AuthorizeStopService } from './authorize-stop.service.js';

/** Whether a driver may stop a session. */
@Module({
  imports: [CacheModule, DecideModule, DecisionsModule, PinModule, SessionOwnersModule],
  controllers: [AuthorizeStopController],
  providers: [AuthorizeStopService],
})
export class AuthorizeStopModule {}
