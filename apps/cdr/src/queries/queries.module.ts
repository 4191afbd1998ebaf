import { Module } from '@nestjs/common';
import { ComparisonModule } from '../comparison/comparison.module.js';
import { ReconciliationModule } from '../reconciliation/reconciliation.module.js';
import { RecordsModule } from '../records/records.module.js';
import { AskedFilters } from './asked-filters.js';
import { CdrQueriesRpcHandlers } from './cdr-queries.rpc-handlers.js';
import { ListRecords } from './list-records.js';
import { ListUnreadable } from './list-unreadable.js';
import { RecordDetail } from './record-detail.js';

/** Answers the queries and commands of the API. */
@Module({
  imports: [RecordsModule, ComparisonModule, ReconciliationModule],
  controllers: [CdrQueriesRpcHandlers],
  providers: [AskedFilters, ListRecords, RecordDetail, ListUnreadable],
})
export class CdrQueriesModule {}
