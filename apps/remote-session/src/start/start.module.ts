import { Module } from '@nestjs/common';
import { HbsCallsModule } from '../hbs-calls/hbs-calls.module.js';
import { StoreModule } from '../store/store.module.js';
import { ChargeableContracts } from './chargeable-contract.js';
import { StartRpcHandlers } from './start.rpc-handlers.js';
import { StartService } from './start.service.js';

/** Starts charges for apps. */
@Module({
  imports: [StoreModule, HbsCallsModule],
  controllers: [StartRpcHandlers],
  providers: [ChargeableContracts, StartService],
  exports: [ChargeableContracts],
})
export class StartModule {}
