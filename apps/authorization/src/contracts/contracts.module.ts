import { Module } from '@nestjs/common';
import { CacheModule } from '../cache/cache.module.js';
import { DecideModule } from '../decide/decide.module.js';
import { PinModule } from '../pin/pin.module.js';
import { ContractsRpcHandlers } from './contracts.rpc-handlers.js';
import { ContractsService } from './contracts.service.js';

/** The administration of contracts. */
@Module({
  imports: [CacheModule, DecideModule, PinModule],
  controllers: [ContractsRpcHandlers],
  providers: [ContractsService],
})
export class ContractsModule {}
