import { Module } from '@nestjs/common';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { SessionEventHandlers } from './sessions.event-handlers.js';
import { SessionOwners } from './session-owners.js';

/** Whose sessions are under way, from our decisions and from the events of remote-session. */
@Module({
  imports: [DecisionsModule],
  controllers: [SessionEventHandlers],
  providers: [SessionOwners],
  exports: [SessionOwners],
})
export class SessionOwnersModule {}
