import { Module } from '@nestjs/common';
import { ReservationModule } from '../reservation/reservation.module.js';
import { StoreModule } from '../store/store.module.js';
import { Sweeper } from './sweeper.js';

/** Finds sessions and reservations without further reports. */
@Module({
  imports: [StoreModule, ReservationModule],
  providers: [Sweeper],
})
export class SweepModule {}
