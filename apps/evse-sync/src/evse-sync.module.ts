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
import { FindingGauge } from './findings/finding-gauge.js';
import { FindingsController } from './findings/findings.controller.js';
import { FindingsService } from './findings/findings.service.js';
import { MissingRecordStore } from './findings/missing-record-store.js';
import { RecordFindingStore } from './findings/record-finding-store.js';
import { StatusFindingStore } from './findings/status-finding-store.js';
import { PricesController } from './pricing/prices.controller.js';
import { PricesService } from './pricing/prices.service.js';
import { PricingOrders } from './pricing/pricing-orders.js';
import { PricingPull } from './pricing/pricing-pull.js';
import { PricingSource } from './pricing/pricing-source.js';
import { PricingStore } from './pricing/pricing-store.js';
import { PricingWorker } from './pricing/pricing-worker.js';
import { RunStore } from './runs/run-store.js';
import { RunsController } from './runs/runs.controller.js';
import { RunsService } from './runs/runs.service.js';
import { AskedOperators } from './search/asked-operators.js';
import { AskedValues } from './search/asked-values.js';
import { EvsePowersController } from './search/evse-powers.controller.js';
import { EvsesController } from './search/evses.controller.js';
import { EvsesService } from './search/evses.service.js';
import { EvseStatusPull } from './status/evse-status-pull.js';
import { RefreshStatusService } from './status/refresh-status.service.js';
import { StatusSnapshot } from './status/status-snapshot.js';
import { StatusController } from './status/status.controller.js';
import { RunExecution } from './worker/run-execution.js';
import { Schedule } from './worker/schedule.js';
import { SyncWorker } from './worker/sync-worker.js';

@Module({
  imports: [
    PersistenceModule.forService(evseSyncDatabase),
    MessagingModule.forService({ map: suiteMessages, tellsEvents: true }),
  ],
  controllers: [
    EvsesController,
    EvsePowersController,
    FindingsController,
    RunsController,
    StatusController,
    PricesController,
    healthControllerOf('evse-sync'),
  ],
  providers: [
    HbsClient,
    RunStore,
    RunsService,
    AskedOperators,
    AskedValues,
    EvsesService,
    FindingsService,
    FindingGauge,
    MissingRecordStore,
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
    RunExecution,
    Schedule,
    SyncWorker,
    PricesService,
    PricingOrders,
    PricingSource,
    PricingStore,
    PricingPull,
    PricingWorker,
  ],
})
export class EvseSyncModule {}
