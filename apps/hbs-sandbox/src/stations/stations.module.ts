import { Module } from '@nestjs/common';
import { CdrsModule } from '../cdrs/cdrs.module.js';
import { EdgeModule } from '../edge/edge.module.js';
import { NetworkModule } from '../network/network.module.js';
import { TimeModule } from '../time/time.module.js';
import { ChargeReporter } from './charge-reporter.js';
import { ChargingStations } from './charging-stations.js';
import { OperatorAnswer } from './operator-answer.js';
import { StationsController } from './stations.controller.js';

/** Virtual charging stations, their charges and their operators. */
@Module({
  imports: [EdgeModule, CdrsModule, NetworkModule, TimeModule],
  controllers: [StationsController],
  providers: [ChargingStations, ChargeReporter, OperatorAnswer],
  exports: [ChargingStations, OperatorAnswer],
})
export class StationsModule {}
