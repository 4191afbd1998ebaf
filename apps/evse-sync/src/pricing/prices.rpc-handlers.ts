import { Controller } from '@nestjs/common';
import {
  RpcHandler,
  type EvsePrices,
  type Page,
  type PageQuery,
  type PricingPullReply,
  type PricingRunView,
} from '#suite';
import { PricesService } from './prices.service.js';
import { PricingRunStore } from './pricing-run-store.js';

/** Prices of charging points, and pulls of them. */
@Controller()
export class PricesRpcHandlers {
  constructor(
    private readonly service: PricesService,
    private readonly pulls: PricingRunStore,
  ) {}

  /** The prices of a charging point. @throws {RpcRefusal} EVSE_UNKNOWN, EVSE_ID_INVALID */
  @RpcHandler('evse.prices')
  prices({ evseId }: { evseId: string }): Promise<EvsePrices> {
    return this.service.findPrices(evseId);
  }

  /** Queues a pull of prices. */
  @RpcHandler('sync.start-pricing')
  start(): Promise<PricingPullReply> {
    return this.pulls.queue();
  }

  /** The latest pull of prices. */
  @RpcHandler('sync.pricing')
  pull(): Promise<PricingPullReply> {
    return this.pulls.viewLatest();
  }

  /** Pulls of prices, the latest first. @throws {CursorError} */
  @RpcHandler('sync.pricing-runs')
  list(query: PageQuery): Promise<Page<PricingRunView>> {
    return this.pulls.list(query);
  }

  /** One pull of prices. @throws {RpcRefusal} RUN_UNKNOWN */
  @RpcHandler('sync.pricing-run')
  get({ id }: { id: string }): Promise<PricingRunView> {
    return this.pulls.get(id);
  }

  /** Cancels a pull of prices. @throws {RpcRefusal} RUN_UNKNOWN, RUN_OVER */
  @RpcHandler('sync.cancel-pricing-run')
  cancel({ id }: { id: string }): Promise<PricingRunView> {
    return this.pulls.cancel(id);
  }
}
