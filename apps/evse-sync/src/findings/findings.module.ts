import { Module } from '@nestjs/common';
import { FiltersModule } from '../filters/filters.module.js';
import { FindingMetric } from './finding-metric.js';
import { FindingsRpcHandlers } from './findings.rpc-handlers.js';
import { FindingsService } from './findings.service.js';
import { MissingRecordStore } from './missing-record-store.js';
import { RecordFindingStore } from './record-finding-store.js';
import { StatusFindingStore } from './status-finding-store.js';

/** What is wrong with charging points: found by pulls, listed by the API, counted by a metric. */
@Module({
  imports: [FiltersModule],
  controllers: [FindingsRpcHandlers],
  providers: [FindingsService, FindingMetric, MissingRecordStore, RecordFindingStore, StatusFindingStore],
  exports: [FindingsService, MissingRecordStore, RecordFindingStore, StatusFindingStore],
})
export class FindingsModule {}
