import { Module } from '@nestjs/common';
import { HbsCallsModule } from '../hbs-calls/hbs-calls.module.js';
import { StoreModule } from '../store/store.module.js';
import { StopRpcHandlers } from './stop.rpc-handlers.js';
import { StopService } from './stop.service.js';

/** Stops charges for apps. */
@Module({
  imports: [StoreModule, HbsCallsModule],
  controllers: [StopRpcHandlers],
  providers: [StopService],
})
export class StopModule {}
