import { Module } from '@nestjs/common';
import { HbsCallsModule } from '../hbs-calls/hbs-calls.module.js';
import { StartModule } from '../start/start.module.js';
import { ReleaseService } from './release.service.js';
import { ReservationLife } from './reservation-life.js';
import { ReservationStore } from './reservation-store.js';
import { ReservationsRpcHandlers } from './reservations.rpc-handlers.js';
import { ReserveService } from './reserve.service.js';

/** Reserves charging points for apps. */
@Module({
  imports: [HbsCallsModule, StartModule],
  controllers: [ReservationsRpcHandlers],
  providers: [ReservationStore, ReserveService, ReleaseService, ReservationLife],
  exports: [ReservationLife],
})
export class ReservationModule {}
