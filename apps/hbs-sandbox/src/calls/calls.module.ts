import { Module } from '@nestjs/common';
import { CallLedger } from './call-ledger.js';
import { CallsController } from './calls.controller.js';

/** Counts of the EMP’s calls. */
@Module({
  controllers: [CallsController],
  providers: [{ provide: CallLedger, useFactory: () => new CallLedger() }],
  exports: [CallLedger],
})
export class CallsModule {}
