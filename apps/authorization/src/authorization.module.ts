import { Module } from '@nestjs/common';
import { healthControllerOf, MessagingModule, suiteMessages } from '#messaging';
import { PersistenceModule } from '#persistence';
import { ChangeFeed } from './book/change-feed.js';
import { ContractBook } from './book/contract-book.js';
import { ContractsController } from './contracts/contracts.controller.js';
import { ContractsService } from './contracts/contracts.service.js';
import { authorizationDatabase } from './database.js';
import { AuthorizeStartController } from './start/authorize-start.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensService } from './tokens/tokens.service.js';

@Module({
  imports: [
    PersistenceModule.forService(authorizationDatabase),
    MessagingModule.forService({ map: suiteMessages }),
  ],
  controllers: [
    AuthorizeStartController,
    ContractsController,
    TokensController,
    healthControllerOf('authorization'),
  ],
  providers: [ContractBook, ChangeFeed, ContractsService, TokensService],
})
export class AuthorizationModule {}
