import { Module } from '@nestjs/common';
import { AuthorizationModule } from '../authorization/authorization.module.js';
import { NetworkModule } from '../network/network.module.js';
import { StationsModule } from '../stations/stations.module.js';
import { SwipeController } from './swipe.controller.js';
import { SwipeService } from './swipe.service.js';

/** Drivers who show a medium to start a charge. */
@Module({
  imports: [AuthorizationModule, NetworkModule, StationsModule],
  controllers: [SwipeController],
  providers: [SwipeService],
})
export class SwipeModule {}
