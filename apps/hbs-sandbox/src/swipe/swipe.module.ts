import { Module } from '@nestjs/common';
import { AuthorizeCallsModule } from '../authorization/authorization.module.js';
import { NetworkModule } from '../network/network.module.js';
import { StationsModule } from '../stations/stations.module.js';
import { SwipeController } from './swipe.controller.js';
import { SwipeService } from './swipe.service.js';

/** Drivers who show a medium to start a charge. */
@Module({
  imports: [AuthorizeCallsModule, NetworkModule, StationsModule],
  controllers: [SwipeController],
  providers: [SwipeService],
})
export class SwipeModule {}
