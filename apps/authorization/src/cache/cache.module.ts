import { Module } from '@nestjs/common';
import { DecisionSettings } from '../decision-settings.js';
import { ContractCache } from './contract-cache.js';
import { ContractChangeListener } from './contract-change-listener.js';

/** All contracts and tokens in memory, and their updates from the tables. */
@Module({
  providers: [
    {
      provide: ContractCache,
      inject: [DecisionSettings],
      useFactory: ({ AUTHORIZE_STOP_IDENTIFICATIONS: listed }: DecisionSettings) =>
        new ContractCache({ listsCardsOfContracts: listed === 'contract' }),
    },
    ContractChangeListener,
  ],
  exports: [ContractCache, ContractChangeListener],
})
export class CacheModule {}
