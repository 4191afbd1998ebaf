import { Module } from '@nestjs/common';
import { EdgeClient } from './hbs/edge-client.js';
import { SwipeController } from './swipe/swipe.controller.js';
import { SwipeService } from './swipe/swipe.service.js';

@Module({
  controllers: [SwipeController],
  providers: [EdgeClient, SwipeService],
})
export class SandboxModule {}
