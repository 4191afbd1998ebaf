import type { ReceivedEvsePricing, ReceivedPricingProducts, RecordReading } from '#oicp';

type ValueOf<R> = R extends RecordReading<infer Value> ? Value : never;

/** One operator's entry of PullPricingProductData. */
export type OperatorReading = NonNullable<ReceivedPricingProducts['PricingProductData']>[number];
/** Its value. */
export type ReceivedOperator = ValueOf<OperatorReading>;
/** One tariff of such an entry. */
export type ProductReading = NonNullable<ReceivedOperator['PricingProductDataRecords']>[number];
/** Its value. */
export type ReceivedProduct = ValueOf<ProductReading>;

/** One operator's entry of PullEVSEPricing. */
export type OperatorEvsesReading = NonNullable<ReceivedEvsePricing['OperatorEVSEPricing']>[number];
/** One charging point of such an entry. */
export type EvseReading = NonNullable<ValueOf<OperatorEvsesReading>['EVSEPricing']>[number];
