import { Controller } from '@nestjs/common';
import type { CallContext, WithBytes } from '#messaging';
import { RpcHandler, type HbsReply, type HbsRequest, type RelayedOperation } from '#suite';
import { HbsCalls } from './hbs-calls.js';
import { HbsTimeouts } from './hbs-timeouts.js';

type Reply = Promise<WithBytes<HbsReply>>;
/** A method for each operation that services may call; the status of the whole network is a stream (see evse-status). */
type HandlesEveryOperation = Record<RelayedOperation, (request: HbsRequest, context: CallContext) => Reply>;

/**
 * Answers the services' calls of OICP operations. Each is one exchange with HBS: the reply is what HBS sent, or why there
 * is none.
 */
@Controller()
export class HbsRpcHandlers implements HandlesEveryOperation {
  constructor(
    private readonly calls: HbsCalls,
    private readonly timeouts: HbsTimeouts,
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

  @RpcHandler('hbs.get-charge-detail-records')
  getChargeDetailRecords(request: HbsRequest, context: CallContext): Reply {
    return this.ask('getChargeDetailRecords', request, context);
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

  /** Calls HBS, until the caller's deadline or the timeout of the operation. */
  private ask(operation: RelayedOperation, request: HbsRequest, { signal }: CallContext): Reply {
    const timeout = AbortSignal.timeout(this.timeouts.of(operation));
    return this.calls.ask(operation, request, AbortSignal.any([signal, timeout]));
  }
}
