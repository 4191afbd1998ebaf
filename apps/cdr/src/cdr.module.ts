import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { EvsePowers, HbsClient, healthControllerOf, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { ContentComparison } from './comparison/compare-contents.js';
import { ComparisonLimits } from './comparison/comparison-limits.js';
import { ComparisonQueue } from './comparison/comparison-queue.js';
import { ComparisonWorker } from './comparison/comparison-worker.js';
import { EarlierRecords } from './comparison/earlier-records.js';
import { cdrDatabase } from './database.js';
import { CdrIntakeController } from './intake/cdr-intake.controller.js';
import { AskedFilters } from './queries/asked-filters.js';
import { CdrQueriesController } from './queries/cdr-queries.controller.js';
import { ListRecords } from './queries/list-records.js';
import { ListUnreadable } from './queries/list-unreadable.js';
import { RecordDetail } from './queries/record-detail.js';
import { Backfill } from './reconciliation/backfill.js';
import { CdrPages, ReconciliationBackoff } from './reconciliation/cdr-pages.js';
import { ListRuns } from './reconciliation/list-runs.js';
import { Reconciler } from './reconciliation/reconciler.js';
import { RunWorker } from './reconciliation/run-worker.js';
import { Runs } from './reconciliation/runs.js';
import { Schedule } from './reconciliation/schedule.js';
import { Providers } from './records/providers.js';
import { RecordStore } from './records/record-store.js';
import { KnownSessions } from './sessions/known-sessions.js';
import { KnownSessionsController } from './sessions/known-sessions.controller.js';

@Module({
  imports: [
    PersistenceModule.forService(cdrDatabase),
    MessagingModule.forService({ map: suiteMessages, publishesEvents: true }),
  ],
  controllers: [
    CdrIntakeController,
    KnownSessionsController,
    CdrQueriesController,
    healthControllerOf('cdr'),
  ],
  providers: [
    HbsClient,
    Providers,
    RecordStore,
    KnownSessions,
    ComparisonLimits,
    ContentComparison,
    ComparisonQueue,
    EvsePowers,
    EarlierRecords,
    ComparisonWorker,
    AskedFilters,
    ListRecords,
    RecordDetail,
    ListUnreadable,
    ReconciliationBackoff,
    CdrPages,
    Runs,
    Schedule,
    RunWorker,
    Reconciler,
    Backfill,
    ListRuns,
  ],
})
export class CdrModule {}
