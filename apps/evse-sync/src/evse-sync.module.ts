import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { healthControllerOf, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { evseSyncDatabase } from './database.js';
import { FindingsModule } from './findings/findings.module.js';
import { PricingModule } from './pricing/pricing.module.js';
import { RunsModule } from './runs/runs.module.js';
import { SearchModule } from './search/search.module.js';
import { StatusModule } from './status/status.module.js';
import { WorkerModule } from './worker/worker.module.js';

/** evse-sync: keeps a replica of the charging network that HBS offers, and answers searches of it. */
@Module({
  imports: [
    RunsModule,
    FindingsModule,
    StatusModule,
    PricingModule,
    SearchModule,
    WorkerModule,
    PersistenceModule.forService(evseSyncDatabase),
    MessagingModule.forService({ map: suiteMessages, tellsEvents: true }),
  ],
  controllers: [healthControllerOf('evse-sync')],
})
export class EvseSyncModule {}
