import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { healthControllerOf, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { ContractsModule } from './contracts/contracts.module.js';
import { authorizationDatabase } from './database.js';
import { RetentionModule } from './retention/retention.module.js';
import { AuthorizeStartModule } from './start/authorize-start.module.js';
import { AuthorizeStopModule } from './stop/authorize-stop.module.js';
import { TokensModule } from './tokens/tokens.module.js';

/**
 * The service that decides whether drivers may charge. Nest stops feature modules before the database and the broker,
 * which are global: decisions are written and PIN failures shared while both are still connected.
 */
@Module({
  imports: [
    PersistenceModule.forService(authorizationDatabase),
    MessagingModule.forService({ map: suiteMessages, publishesEvents: true }),
    AuthorizeStartModule,
    AuthorizeStopModule,
    ContractsModule,
    TokensModule,
    RetentionModule,
  ],
  controllers: [healthControllerOf('authorization')],
})
export class AuthorizationModule {}
