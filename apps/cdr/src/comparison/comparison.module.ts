import { Module } from '@nestjs/common';
import { EvsePowers } from '#suite';
import { ContentComparison } from './compare-contents.js';
import { ComparisonLimits } from './comparison-limits.js';
import { ComparisonQueue } from './comparison-queue.js';
import { ComparisonWorker } from './comparison-worker.js';
import { EarlierRecords } from './earlier-records.js';

/** Compares stored records with sessions, powers and one another. */
@Module({
  providers: [
    ComparisonLimits,
    ComparisonQueue,
    ContentComparison,
    EarlierRecords,
    EvsePowers,
    ComparisonWorker,
  ],
  exports: [ComparisonLimits, ComparisonQueue, ContentComparison],
})
export class ComparisonModule {}
