import { Module } from '@nestjs/common';
import { ReservationModule } from '../reservation/reservation.module.js';
import { StoreModule } from '../store/store.module.js';
import { ReportsEventHandlers } from './reports.event-handlers.js';

/** Takes what the other services publish about sessions. */
@Module({
  imports: [StoreModule, ReservationModule],
  controllers: [ReportsEventHandlers],
})
export class ReportsModule {}
