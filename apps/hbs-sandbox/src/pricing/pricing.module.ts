import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PullEvsePricingOperation } from './pull-evse-pricing.operation.js';
import { PullPricingProductDataOperation } from './pull-pricing-product-data.operation.js';

/** The two operations that pull prices. */
@Module({
  imports: [NetworkModule],
  providers: [PullEvsePricingOperation, PullPricingProductDataOperation],
  exports: [PullEvsePricingOperation, PullPricingProductDataOperation],
})
export class PricingOperationsModule {}
