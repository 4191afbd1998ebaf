import { Module } from '@nestjs/common';
import { RunStore } from './run-store.js';
import { SyncRunsRpcHandlers } from './runs.rpc-handlers.js';
import { RunsService } from './runs.service.js';

/** The runs of pulls: their queue, their progress, and what the API shows of them. */
@Module({
  controllers: [SyncRunsRpcHandlers],
  providers: [RunStore, RunsService],
  exports: [RunStore],
})
export class RunsModule {}
