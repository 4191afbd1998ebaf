import { Module } from '@nestjs/common';
import { HbsClient } from '#suite';
import { RecordsModule } from '../records/records.module.js';
import { Backfill } from './backfill.js';
import { CdrPages, ReconciliationBackoff } from './cdr-pages.js';
import { ListRuns } from './list-runs.js';
import { Reconciler } from './reconciler.js';
import { ReconciliationRun } from './reconciliation-run.js';
import { Runs } from './runs.js';
import { Schedule } from './schedule.js';

/** Reconciles what is stored with what HBS lists. */
@Module({
  imports: [RecordsModule],
  providers: [
    HbsClient,
    ReconciliationBackoff,
    CdrPages,
    Runs,
    Schedule,
    ReconciliationRun,
    Reconciler,
    Backfill,
    ListRuns,
  ],
  exports: [Backfill, ListRuns],
})
export class ReconciliationModule {}
