import type { ReceivedEvsePricing, ReceivedPricingProducts, RecordReading } from '#oicp';

type ValueOf<R> = R extends RecordReading<infer Value> ? Value : never;

export type OperatorReading = NonNullable<ReceivedPricingProducts['PricingProductData']>[number];
/** What HBS answers of one operator's tariffs. */
export type ReceivedOperator = ValueOf<OperatorReading>;
export type ProductReading = NonNullable<ReceivedOperator['PricingProductDataRecords']>[number];
export type ReceivedProduct = ValueOf<ProductReading>;

export type OperatorEvsesReading = NonNullable<ReceivedEvsePricing['OperatorEVSEPricing']>[number];
export type EvseReading = NonNullable<ValueOf<OperatorEvsesReading>['EVSEPricing']>[number];
