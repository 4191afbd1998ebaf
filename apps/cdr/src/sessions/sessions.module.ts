import { Module } from '@nestjs/common';
import { ComparisonModule } from '../comparison/comparison.module.js';
import { KnownSessionsController } from './known-sessions.controller.js';
import { KnownSessions } from './known-sessions.js';

/** Learns which sessions are ours, and what we decided about them. */
@Module({
  imports: [ComparisonModule],
  controllers: [KnownSessionsController],
  providers: [KnownSessions],
})
export class KnownSessionsModule {}
