import { Module } from '@nestjs/common';
import { ComparisonModule } from '../comparison/comparison.module.js';
import { Providers } from './providers.js';
import { RecordStore } from './record-store.js';

/** Stores charge detail records, by whatever path they are received. */
@Module({
  imports: [ComparisonModule],
  providers: [Providers, RecordStore],
  exports: [Providers, RecordStore],
})
export class RecordsModule {}
