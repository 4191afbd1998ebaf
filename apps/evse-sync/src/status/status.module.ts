import { Module } from '@nestjs/common';
import { FindingsModule } from '../findings/findings.module.js';
import { HbsClientModule } from '../hbs/hbs.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { EvseStatusPull } from './evse-status-pull.js';
import { RefreshStatusService } from './refresh-status.service.js';
import { StatusSnapshot } from './status-snapshot.js';
import { StatusRpcHandlers } from './status.rpc-handlers.js';

/** Snapshots of all statuses, and the status of single charging points on demand. */
@Module({
  imports: [HbsClientModule, RunsModule, FindingsModule],
  controllers: [StatusRpcHandlers],
  providers: [RefreshStatusService, StatusSnapshot, EvseStatusPull],
  exports: [EvseStatusPull],
})
export class StatusModule {}
