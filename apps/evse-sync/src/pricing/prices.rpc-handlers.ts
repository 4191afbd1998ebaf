import { Controller } from '@nestjs/common';
import { RpcHandler, type EvsePrices, type PricingPullView } from '#suite';
import { PricesService } from './prices.service.js';
import { PricingPullStore } from './pricing-pull-store.js';

@Controller()
export class PricesRpcHandlers {
  constructor(
    private readonly known: PricesService,
    private readonly orders: PricingPullStore,
  ) {}

  @RpcHandler('evse.prices')
  prices({ evseId }: { evseId: string }): Promise<EvsePrices> {
    return this.known.findPrices(evseId);
  }

  @RpcHandler('sync.start-pricing')
  start(): Promise<PricingPullView> {
    return this.orders.queue();
  }

  @RpcHandler('sync.pricing')
  pull(): Promise<PricingPullView> {
    return this.orders.view();
  }
}
