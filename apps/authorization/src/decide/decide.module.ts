import { Module } from '@nestjs/common';
import { OwnProviders } from './own-providers.js';

/** What decisions are made with. The decisions themselves are functions: `decideStart`, `decideStop`. */
@Module({ providers: [OwnProviders], exports: [OwnProviders] })
export class DecideModule {}
