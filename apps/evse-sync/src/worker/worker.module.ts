import { Module } from '@nestjs/common';
import { DataPullModule } from '../data-pull/data-pull.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { StatusModule } from '../status/status.module.js';
import { SyncSchedule } from './sync-schedule.js';
import { SyncWorker } from './sync-worker.js';

/** Queues the runs that are due and executes those that are queued. */
@Module({
  imports: [RunsModule, DataPullModule, StatusModule],
  providers: [SyncSchedule, SyncWorker],
})
export class WorkerModule {}
