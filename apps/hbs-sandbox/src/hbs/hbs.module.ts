import { Module, type Type } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { FaultsModule } from '../faults/faults.module.js';
import { GetChargeDetailRecordsOperation } from '../get-charge-detail-records/get-charge-detail-records.js';
import { GetChargeDetailRecordsModule } from '../get-charge-detail-records/get-charge-detail-records.module.js';
import { NetworkModule, networkOperations } from '../network/network.module.js';
import { PricingOperationsModule } from '../pricing/pricing.module.js';
import { PullEvsePricingOperation } from '../pricing/pull-evse-pricing.operation.js';
import { PullPricingProductDataOperation } from '../pricing/pull-pricing-product-data.operation.js';
import { RemoteStartOperation } from '../remote-start/remote-start.js';
import { RemoteStartModule } from '../remote-start/remote-start.module.js';
import { RemoteStopOperation } from '../remote-stop/remote-stop.js';
import { RemoteStopModule } from '../remote-stop/remote-stop.module.js';
import { ReservationStartOperation } from '../reservations/reservation-start.js';
import { ReservationStopOperation } from '../reservations/reservation-stop.js';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { HBS_OPERATIONS, type HbsOperation } from './hbs-operation.js';
import { HbsRequestRouter } from './hbs-request-router.js';
import { HbsServer } from './hbs-server.js';

/** Every operation that an EMP can call. */
const operations: readonly Type<HbsOperation>[] = [
  GetChargeDetailRecordsOperation,
  RemoteStartOperation,
  RemoteStopOperation,
  ReservationStartOperation,
  ReservationStopOperation,
  PullPricingProductDataOperation,
  PullEvsePricingOperation,
  ...networkOperations,
];

/** HBS as an EMP calls it: the server, and the operations behind it. */
@Module({
  imports: [
    CallsModule,
    FaultsModule,
    GetChargeDetailRecordsModule,
    NetworkModule,
    PricingOperationsModule,
    RemoteStartModule,
    RemoteStopModule,
    ReservationsModule,
  ],
  providers: [
    {
      provide: HBS_OPERATIONS,
      inject: [...operations],
      useFactory: (...served: HbsOperation[]) => served,
    },
    HbsRequestRouter,
    HbsServer,
  ],
})
export class HbsServerModule {}
