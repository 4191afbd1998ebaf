import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { healthControllerOf, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { ContractChangeListener } from './cache/contract-change-listener.js';
import { ContractCache } from './cache/contract-cache.js';
import { ContractsRpcHandlers } from './contracts/contracts-rpc-handlers.js';
import { ContractsService } from './contracts/contracts.service.js';
import { authorizationDatabase } from './database.js';
import { DecisionSettings } from './decision-settings.js';
import { DecisionLedger } from './decisions/decision-ledger.js';
import { RecentDecisions } from './decisions/recent-decisions.js';
import { OwnProviders } from './decide/own-providers.js';
import { PinChecker } from './pin/pin-checker.js';
import { PinHasher } from './pin/pin-hasher.js';
import { PinLockout } from './pin/pin-lockout.js';
import { Retention } from './retention/retention.js';
import { SessionOwners } from './sessions/session-owners.js';
import { SessionEventHandlers } from './sessions/session-event-handlers.js';
import { AuthorizeStartController } from './start/authorize-start.controller.js';
import { AuthorizeStartService } from './start/authorize-start.service.js';
import { AuthorizeStopController } from './stop/authorize-stop.controller.js';
import { AuthorizeStopService } from './stop/authorize-stop.service.js';
import { TokensRpcHandlers } from './tokens/tokens-rpc-handlers.js';
import { TokensService } from './tokens/tokens.service.js';

@Module({
  imports: [
    PersistenceModule.forService(authorizationDatabase),
    MessagingModule.forService({ map: suiteMessages, tellsEvents: true }),
  ],
  controllers: [
    AuthorizeStartController,
    AuthorizeStopController,
    ContractsRpcHandlers,
    TokensRpcHandlers,
    SessionEventHandlers,
    healthControllerOf('authorization'),
  ],
  providers: [
    {
      provide: ContractCache,
      inject: [DecisionSettings],
      useFactory: ({ AUTHORIZE_STOP_IDENTIFICATIONS: told }: DecisionSettings) =>
        new ContractCache({ knowsCardsOfContracts: told === 'contract' }),
    },
    ContractChangeListener,
    OwnProviders,
    PinHasher,
    PinLockout,
    PinChecker,
    RecentDecisions,
    DecisionLedger,
    SessionOwners,
    AuthorizeStartService,
    AuthorizeStopService,
    ContractsService,
    TokensService,
    Retention,
  ],
})
export class AuthorizationModule {}
