import { Module } from '@nestjs/common';
import { DecisionLedger } from './decision-ledger.js';
import { RecentDecisions } from './recent-decisions.js';

/** The decisions about our drivers: the last ones in memory, all of them in the table and as events. */
@Module({ providers: [RecentDecisions, DecisionLedger], exports: [RecentDecisions, DecisionLedger] })
export class DecisionsModule {}
