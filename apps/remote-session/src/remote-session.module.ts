import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { healthControllerOf, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { remoteSessionDatabase } from './database.js';
import { NotificationModule } from './notification/notification.module.js';
import { PowerModule } from './power/power.module.js';
import { SessionQueriesModule } from './queries/queries.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ReservationModule } from './reservation/reservation.module.js';
import { StartModule } from './start/start.module.js';
import { StopModule } from './stop/stop.module.js';
import { SweepModule } from './sweep/sweep.module.js';

/** The service that starts and stops charges for apps, and follows every session to its end. */
@Module({
  imports: [
    PersistenceModule.forService(remoteSessionDatabase),
    MessagingModule.forService({ map: suiteMessages, publishesEvents: true }),
    StartModule,
    StopModule,
    NotificationModule,
    ReportsModule,
    SessionQueriesModule,
    ReservationModule,
    PowerModule,
    SweepModule,
  ],
  controllers: [healthControllerOf('remote-session')],
})
export class RemoteSessionModule {}
