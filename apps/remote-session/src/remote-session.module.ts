import { Module } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { EvsePowers, HbsClient, healthControllerOf, suiteMessages } from '#suite';
import { PersistenceModule } from '#persistence';
import { remoteSessionDatabase } from './database.js';
import { PendingHbsCalls } from './hbs-calls/pending-hbs-calls.js';
import { NotificationController } from './notification/notification.controller.js';
import { PowerWorker } from './power/power-worker.js';
import { QueriesController } from './queries/queries.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { ReleaseService } from './reservation/release.service.js';
import { ReservationLife } from './reservation/reservation-life.js';
import { ReservationStore } from './reservation/reservation-store.js';
import { ReservationsController } from './reservation/reservations.controller.js';
import { ReserveService } from './reservation/reserve.service.js';
import { ChargeableContracts } from './start/chargeable-contract.js';
import { StartController } from './start/start.controller.js';
import { StartService } from './start/start.service.js';
import { StopController } from './stop/stop.controller.js';
import { StopService } from './stop/stop.service.js';
import { SessionRecorder } from './store/session-recorder.js';
import { Sessions } from './store/sessions.js';
import { Sweeper } from './sweep/sweeper.js';

@Module({
  imports: [
    PersistenceModule.forService(remoteSessionDatabase),
    MessagingModule.forService({ map: suiteMessages, publishesEvents: true }),
  ],
  controllers: [
    StartController,
    StopController,
    NotificationController,
    ReportsController,
    QueriesController,
    ReservationsController,
    healthControllerOf('remote-session'),
  ],
  providers: [
    HbsClient,
    SessionRecorder,
    Sessions,
    ChargeableContracts,
    PendingHbsCalls,
    StartService,
    StopService,
    ReservationStore,
    ReserveService,
    ReleaseService,
    ReservationLife,
    EvsePowers,
    PowerWorker,
    Sweeper,
  ],
})
export class RemoteSessionModule {}
