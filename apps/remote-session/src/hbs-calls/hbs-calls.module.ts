import { Module } from '@nestjs/common';
import { HbsClient } from '#suite';
import { PendingHbsCalls } from './pending-hbs-calls.js';

/** Requests to HBS that no caller waits for. */
@Module({
  providers: [HbsClient, PendingHbsCalls],
  exports: [HbsClient, PendingHbsCalls],
})
export class HbsCallsModule {}
