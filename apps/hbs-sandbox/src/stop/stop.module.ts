import { Module } from '@nestjs/common';
import { AuthorizeCallsModule } from '../authorization/authorization.module.js';
import { StationsModule } from '../stations/stations.module.js';
import { SandboxStopController } from './stop.controller.js';
import { SandboxStopService } from './stop.service.js';

/** Drivers who show a medium to stop a charge. */
@Module({
  imports: [AuthorizeCallsModule, StationsModule],
  controllers: [SandboxStopController],
  providers: [SandboxStopService],
})
export class StopByMediumModule {}
