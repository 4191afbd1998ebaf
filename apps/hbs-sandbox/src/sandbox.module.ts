import { Module, type Type } from '@nestjs/common';
import { AuthorizationCaller } from './authorization/authorization-caller.js';
import { CallLedger } from './calls/call-ledger.js';
import { CallsController } from './calls/calls.controller.js';
import { CdrArchive } from './cdrs/cdr-archive.js';
import { CdrForwarder } from './cdrs/cdr-forwarder.js';
import { FaultBoard } from './faults/fault-board.js';
import { FaultsController } from './faults/faults.controller.js';
import { GetChargeDetailRecordsOperation } from './get-charge-detail-records/get-charge-detail-records.js';
import { EdgeClient } from './edge/edge-client.js';
import { HbsRequestRouter } from './hbs/hbs-request-router.js';
import { HBS_OPERATIONS, type HbsOperation } from './hbs/hbs-operation.js';
import { HbsServer } from './hbs/hbs-server.js';
import { NetworkModule, networkOperations } from './network/network.module.js';
import { SandboxCdrsController } from './send-cdrs/cdrs.controller.js';
import { PullEvsePricingOperation } from './pricing/pull-evse-pricing.operation.js';
import { PullPricingProductDataOperation } from './pricing/pull-pricing-product-data.operation.js';
import { SendCdrsService } from './send-cdrs/send-cdrs.service.js';
import { RemoteStartOperation } from './remote-start/remote-start.js';
import { RemoteStopOperation } from './remote-stop/remote-stop.js';
import { ReservationStartOperation } from './reservations/reservation-start.js';
import { ReservationStopOperation } from './reservations/reservation-stop.js';
import { Reservations } from './reservations/reservations.js';
import { ChargeReporter } from './stations/charge-reporter.js';
import { ChargingStations } from './stations/charging-stations.js';
import { OperatorAnswer } from './stations/operator-answer.js';
import { StationsController } from './stations/stations.controller.js';
import { SandboxStopController } from './stop/stop.controller.js';
import { SandboxStopService } from './stop/stop.service.js';
import { SwipeController } from './swipe/swipe.controller.js';
import { SwipeService } from './swipe/swipe.service.js';
import { Pauses } from './time/pauses.js';

/** What an EMP can call HBS for; each answers one operation. */
const operations: readonly Type<HbsOperation>[] = [
  GetChargeDetailRecordsOperation,
  RemoteStartOperation,
  RemoteStopOperation,
  ReservationStartOperation,
  ReservationStopOperation,
  PullPricingProductDataOperation,
  PullEvsePricingOperation,
];

@Module({
  imports: [NetworkModule],
  controllers: [
    CallsController,
    SandboxCdrsController,
    FaultsController,
    StationsController,
    SandboxStopController,
    SwipeController,
  ],
  providers: [
    EdgeClient,
    Pauses,
    AuthorizationCaller,
    OperatorAnswer,
    ChargeReporter,
    ChargingStations,
    Reservations,
    SwipeService,
    SandboxStopService,
    CdrArchive,
    CdrForwarder,
    SendCdrsService,
    FaultBoard,
    { provide: CallLedger, useFactory: () => new CallLedger() },
    ...operations,
    {
      provide: HBS_OPERATIONS,
      inject: [...operations, ...networkOperations],
      useFactory: (...served: HbsOperation[]) => served,
    },
    HbsRequestRouter,
    HbsServer,
  ],
})
export class SandboxModule {}
