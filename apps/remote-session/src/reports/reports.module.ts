import { Module } from '@nestjs/common';
import { ReservationModule } from '../reservation/reservation.module.js';
import { StoreModule } from '../store/store.module.js';
import { ReportsController } from './reports.controller.js';

/** Takes what the other services publish about sessions. */
@Module({
  imports: [StoreModule, ReservationModule],
  controllers: [ReportsController],
})
export class ReportsModule {}
