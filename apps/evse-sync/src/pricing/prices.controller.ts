import { Controller } from '@nestjs/common';
import { RpcHandler, type EvsePrices, type PricingPullView } from '#suite';
import { PricesService } from './prices.service.js';
import { PricingOrders } from './pricing-orders.js';

@Controller()
export class PricesController {
  constructor(
    private readonly known: PricesService,
    private readonly orders: PricingOrders,
  ) {}

  @RpcHandler('evse.prices')
  prices({ evseId }: { evseId: string }): Promise<EvsePrices> {
    return this.known.pricesOf(evseId);
  }

  @RpcHandler('sync.start-pricing')
  start(): Promise<PricingPullView> {
    return this.orders.order();
  }

  @RpcHandler('sync.pricing')
  pull(): Promise<PricingPullView> {
    return this.orders.view();
  }
}
