import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { healthControllerOf, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { cdrDatabase } from './database.js';
import { IntakeModule } from './intake/intake.module.js';
import { QueriesModule } from './queries/queries.module.js';
import { ReconciliationModule } from './reconciliation/reconciliation.module.js';
import { SessionsModule } from './sessions/sessions.module.js';

/** The service that stores, compares and reconciles charge detail records. */
@Module({
  imports: [
    PersistenceModule.forService(cdrDatabase),
    MessagingModule.forService({ map: suiteMessages, publishesEvents: true }),
    IntakeModule,
    SessionsModule,
    ReconciliationModule,
    QueriesModule,
  ],
  controllers: [healthControllerOf('cdr')],
})
export class CdrModule {}
