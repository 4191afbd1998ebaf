import { Controller } from '@nestjs/common';
import { RpcHandler, type CallContext, type HbsReply, type HbsRequest, type WithBytes } from '#messaging';
import type { CalledOperation } from './called-operations.js';
import { HbsCalls } from './hbs-calls.js';
import { HbsPatience } from './hbs-patience.js';

type Reply = Promise<WithBytes<HbsReply>>;

/** The services' calls to HBS. Each is one exchange: the reply is what HBS sent, or why there is nothing. */
@Controller()
export class HbsController {
  constructor(
    private readonly calls: HbsCalls,
    private readonly patience: HbsPatience,
  ) {}

  @RpcHandler('hbs.authorize-remote-start')
  authorizeRemoteStart(request: HbsRequest, context: CallContext): Reply {
    return this.ask('authorizeRemoteStart', request, context);
  }

  @RpcHandler('hbs.authorize-remote-stop')
  authorizeRemoteStop(request: HbsRequest, context: CallContext): Reply {
    return this.ask('authorizeRemoteStop', request, context);
  }

  @RpcHandler('hbs.remote-reservation-start')
  remoteReservationStart(request: HbsRequest, context: CallContext): Reply {
    return this.ask('remoteReservationStart', request, context);
  }

  @RpcHandler('hbs.remote-reservation-stop')
  remoteReservationStop(request: HbsRequest, context: CallContext): Reply {
    return this.ask('remoteReservationStop', request, context);
  }

  @RpcHandler('hbs.pull-evse-data')
  pullEvseData(request: HbsRequest, context: CallContext): Reply {
    return this.ask('pullEvseData', request, context);
  }

  @RpcHandler('hbs.pull-evse-status-by-id')
  pullEvseStatusById(request: HbsRequest, context: CallContext): Reply {
    return this.ask('pullEvseStatusById', request, context);
  }

  @RpcHandler('hbs.pull-evse-status-by-operator-id')
  pullEvseStatusByOperatorId(request: HbsRequest, context: CallContext): Reply {
    return this.ask('pullEvseStatusByOperatorId', request, context);
  }

  @RpcHandler('hbs.pull-pricing-product-data')
  pullPricingProductData(request: HbsRequest, context: CallContext): Reply {
    return this.ask('pullPricingProductData', request, context);
  }

  @RpcHandler('hbs.pull-evse-pricing')
  pullEvsePricing(request: HbsRequest, context: CallContext): Reply {
    return this.ask('pullEvsePricing', request, context);
  }

  @RpcHandler('hbs.get-charge-detail-records')
  getChargeDetailRecords(request: HbsRequest, context: CallContext): Reply {
    return this.ask('getChargeDetailRecords', request, context);
  }

  private ask(operation: CalledOperation, request: HbsRequest, { signal }: CallContext): Reply {
    const timeout = AbortSignal.timeout(this.patience.of(operation));
    return this.calls.ask(operation, request, AbortSignal.any([signal, timeout]));
  }
}
