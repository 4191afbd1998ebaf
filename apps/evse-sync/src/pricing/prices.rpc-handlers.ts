import { Controller } from '@nestjs/common';
import { RpcHandler, type EvsePrices, type PricingPullView } from '#suite';
import { PricesService } from './prices.service.js';
import { PricingPullStore } from './pricing-pull-store.js';

/** Prices of charging points, and pulls of them. */
@Controller()
export class PricesRpcHandlers {
  constructor(
    private readonly service: PricesService,
    private readonly pulls: PricingPullStore,
  ) {}

  /** The prices of a charging point. @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID */
  @RpcHandler('evse.prices')
  prices({ evseId }: { evseId: string }): Promise<EvsePrices> {
    return this.service.findPrices(evseId);
  }

  /** Queues a pull of prices. */
  @RpcHandler('sync.start-pricing')
  start(): Promise<PricingPullView> {
    return this.pulls.queue();
  }

  /** The latest pull of prices. */
  @RpcHandler('sync.pricing')
  pull(): Promise<PricingPullView> {
    return this.pulls.view();
  }
}
