import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { healthControllerOf, HbsClient, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { EvseDataPull } from './data-pull/evse-data-pull.js';
import { PageSource } from './data-pull/page-source.js';
import { PageWriter } from './data-pull/page-writer.js';
import { PullFinalizer } from './data-pull/pull-finalizer.js';
import { Sweep } from './data-pull/sweep.js';
import { evseSyncDatabase } from './database.js';
import { FindingMetric } from './findings/finding-gauge.js';
import { FindingsRpcHandlers } from './findings/findings.rpc-handlers.js';
import { FindingsService } from './findings/findings.service.js';
import { RecordFindingStore } from './findings/record-finding-store.js';
import { StatusFindingStore } from './findings/status-finding-store.js';
import { PricesRpcHandlers } from './pricing/prices.rpc-handlers.js';
import { PricesService } from './pricing/prices.service.js';
import { PricingPullStore } from './pricing/pricing-pull-store.js';
import { PricingPull } from './pricing/pricing-pull.js';
import { PricingSource } from './pricing/pricing-source.js';
import { PricingStore } from './pricing/pricing-store.js';
import { PricingWorker } from './pricing/pricing-worker.js';
import { RunStore } from './runs/run-store.js';
import { SyncRunsRpcHandlers } from './runs/runs.rpc-handlers.js';
import { RunsService } from './runs/runs.service.js';
import { OperatorIds } from './filters/operator-ids.js';
import { FilterValues } from './filters/filter-values.js';
import { EvsePowersRpcHandlers } from './search/evse-powers.rpc-handlers.js';
import { EvsesRpcHandlers } from './search/evses.rpc-handlers.js';
import { EvsesService } from './search/evses.service.js';
import { EvseStatusPull } from './status/evse-status-pull.js';
import { RefreshStatusService } from './status/refresh-status.service.js';
import { StatusSnapshot } from './status/status-snapshot.js';
import { StatusRpcHandlers } from './status/status.rpc-handlers.js';
import { RunExecutor } from './worker/run-execution.js';
import { SyncSchedule } from './worker/sync-schedule.js';
import { SyncWorker } from './worker/sync-worker.js';

@Module({
  imports: [
    PersistenceModule.forService(evseSyncDatabase),
    MessagingModule.forService({ map: suiteMessages, tellsEvents: true }),
  ],
  controllers: [
    EvsesRpcHandlers,
    EvsePowersRpcHandlers,
    FindingsRpcHandlers,
    SyncRunsRpcHandlers,
    StatusRpcHandlers,
    PricesRpcHandlers,
    healthControllerOf('evse-sync'),
  ],
  providers: [
    HbsClient,
    RunStore,
    RunsService,
    OperatorIds,
    FilterValues,
    EvsesService,
    FindingsService,
    FindingMetric,
    RecordFindingStore,
    StatusFindingStore,
    RefreshStatusService,
    PageSource,
    PageWriter,
    Sweep,
    PullFinalizer,
    EvseDataPull,
    StatusSnapshot,
    EvseStatusPull,
    RunExecutor,
    SyncSchedule,
    SyncWorker,
    PricesService,
    PricingPullStore,
    PricingSource,
    PricingStore,
    PricingPull,
    PricingWorker,
  ],
})
export class EvseSyncModule {}
