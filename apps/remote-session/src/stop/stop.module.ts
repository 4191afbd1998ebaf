import { Module } from '@nestjs/common';
import { HbsCallsModule } from '../hbs-calls/hbs-calls.module.js';
import { StoreModule } from '../store/store.module.js';
import { StopController } from './stop.controller.js';
import { StopService } from './stop.service.js';

/** Stops charges for apps. */
@Module({
  imports: [StoreModule, HbsCallsModule],
  controllers: [StopController],
  providers: [StopService],
})
export class StopModule {}
