import { OwnProviders } from '#suite';
import { Module } from '@nestjs/common';

/** What decisions are made with. The decisions themselves are functions: `decideStart`, `decideStop`. */
@Module({ providers: [OwnProviders], exports: [OwnProviders] })
export class DecideModule {}
