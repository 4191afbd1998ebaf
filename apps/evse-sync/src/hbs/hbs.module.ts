import { Module } from '@nestjs/common';
import { HbsClient } from '#suite';

/** Calls to HBS, which the gateway makes for this service. */
@Module({ providers: [HbsClient], exports: [HbsClient] })
export class HbsClientModule {}
