import { Module, type Type } from '@nestjs/common';
import { CallLedger } from './calls/call-ledger.js';
import { CallsController } from './calls/calls.controller.js';
import { FaultBoard } from './faults/fault-board.js';
import { FaultsController } from './faults/faults.controller.js';
import { EdgeClient } from './hbs/edge-client.js';
import { HbsDesk } from './hbs/hbs-desk.js';
import { HBS_OPERATIONS, type HbsOperation } from './hbs/hbs-operation.js';
import { HbsServer } from './hbs/hbs-server.js';
import { DemonstrationEvses } from './network/demonstration-evses.js';
import { EvseDirectory } from './network/evse-directory.js';
import { EvseStatusBoard, LastReportedStatus } from './network/evse-status-board.js';
import { SwipeController } from './swipe/swipe.controller.js';
import { SwipeService } from './swipe/swipe.service.js';

/** What an EMP can call HBS for; each answers one operation. */
const operations: readonly Type<HbsOperation>[] = [];

@Module({
  controllers: [CallsController, FaultsController, SwipeController],
  providers: [
    EdgeClient,
    SwipeService,
    FaultBoard,
    { provide: CallLedger, useFactory: () => new CallLedger() },
    ...operations,
    {
      provide: HBS_OPERATIONS,
      inject: [...operations],
      useFactory: (...served: HbsOperation[]) => served,
    },
    { provide: EvseDirectory, useClass: DemonstrationEvses },
    { provide: EvseStatusBoard, useClass: LastReportedStatus },
    HbsDesk,
    HbsServer,
  ],
})
export class SandboxModule {}
