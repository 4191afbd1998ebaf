import { Module } from '@nestjs/common';
import { ComparisonModule } from '../comparison/comparison.module.js';
import { KnownSessionsEventHandlers } from './known-sessions.event-handlers.js';
import { KnownSessions } from './known-sessions.js';

/** Learns which sessions are ours, and what we decided about them. */
@Module({
  imports: [ComparisonModule],
  controllers: [KnownSessionsEventHandlers],
  providers: [KnownSessions],
})
export class KnownSessionsModule {}
