import { Module } from '@nestjs/common';
import { FindingsModule } from '../findings/findings.module.js';
import { HbsClientModule } from '../hbs/hbs.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { EvseDataPull } from './evse-data-pull.js';
import { PageSource } from './page-source.js';
import { PageWriter } from './page-writer.js';
import { PullFinalizer } from './pull-finalizer.js';
import { Sweep } from './sweep.js';

/** Full and delta pulls of EVSE records into the replica. */
@Module({
  imports: [HbsClientModule, RunsModule, FindingsModule],
  providers: [PageSource, PageWriter, Sweep, PullFinalizer, EvseDataPull],
  exports: [EvseDataPull],
})
export class DataPullModule {}
