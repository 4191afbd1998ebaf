import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { healthControllerOf, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { cdrDatabase } from './database.js';
import { IntakeModule } from './intake/intake.module.js';
import { CdrQueriesModule } from './queries/queries.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { KnownSessionsModule } from './sessions/sessions.module.js';

/** The service that stores, compares and reconciles charge detail records. */
@Module({
  imports: [
    PersistenceModule.forService(cdrDatabase),
    MessagingModule.forService({ map: suiteMessages, publishesEvents: true }),
    IntakeModule,
    KnownSessionsModule,
    ReconciliationModule,
    CdrQueriesModule,
  ],
  controllers: [healthControllerOf('cdr')],
})
export class CdrModule {}
