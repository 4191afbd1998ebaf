import { Module } from '@nestjs/common';
import { CdrsModule } from '../cdrs/cdrs.module.js';
import { NetworkModule } from '../network/network.module.js';
import { StationsModule } from '../stations/stations.module.js';
import { TimeModule } from '../time/time.module.js';
import { ReservationStartOperation } from './reservation-start.js';
import { ReservationStopOperation } from './reservation-stop.js';
import { Reservations } from './reservations.js';

/** Reservations of virtual charging stations, and the two operations that start and stop them. */
@Module({
  imports: [CdrsModule, NetworkModule, StationsModule, TimeModule],
  providers: [Reservations, ReservationStartOperation, ReservationStopOperation],
  exports: [Reservations, ReservationStartOperation, ReservationStopOperation],
})
export class ReservationsModule {}
