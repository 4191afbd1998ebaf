import { Module } from '@nestjs/common';
import { HbsClientModule } from '../hbs/hbs.module.js';
import { PricesRpcHandlers } from './prices.rpc-handlers.js';
import { PricesService } from './prices.service.js';
import { PricingPull } from './pricing-pull.js';
import { PricingRunStore } from './pricing-run-store.js';
import { PricingSource } from './pricing-source.js';
import { PricingStore } from './pricing-store.js';
import { PricingWorker } from './pricing-worker.js';

/** Pulls of prices, and the prices of a charging point. */
@Module({
  imports: [HbsClientModule],
  controllers: [PricesRpcHandlers],
  providers: [PricesService, PricingRunStore, PricingSource, PricingStore, PricingPull, PricingWorker],
})
export class PricingModule {}
