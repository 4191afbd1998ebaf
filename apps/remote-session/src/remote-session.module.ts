import { Module } from '@nestjs/common';
import { HbsClient, healthControllerOf, MessagingModule, suiteMessages } from '#messaging';
import { PersistenceModule } from '#persistence';
import { remoteSessionDatabase } from './database.js';
import { Exchanges } from './exchange/exchanges.js';
import { NotificationController } from './notification/notification.controller.js';
import { QueriesController } from './queries/queries.controller.js';
import { ReportsController } from './reports/reports.controller.js';
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
    MessagingModule.forService({ map: suiteMessages, tellsEvents: true }),
  ],
  controllers: [
    StartController,
    StopController,
    NotificationController,
    ReportsController,
    QueriesController,
    healthControllerOf('remote-session'),
  ],
  providers: [
    HbsClient,
    SessionRecorder,
    Sessions,
    ChargeableContracts,
    Exchanges,
    StartService,
    StopService,
    Sweeper,
  ],
})
export class RemoteSessionModule {}
