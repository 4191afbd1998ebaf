import { Module } from '@nestjs/common';
import { EdgeClient } from './edge-client.js';

/** Calls to the edge of the EMP. */
@Module({ providers: [EdgeClient], exports: [EdgeClient] })
export class EdgeModule {}
