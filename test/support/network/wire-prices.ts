import { aProduct } from '../../../apps/evse-sync/test/pricing-builders.js';

/** A tariff at 0.49 EUR per kilowatt-hour as HBS sends it, with some members replaced. */
export function aTariff(ProductID: string, update: object = {}): object {
  return aProduct({ ProductID, ...update });
}

/** The tariffs and the default price of an operator for every provider as HBS sends them, with some members replaced. */
export function tariffsOf(OperatorID: string, tariffs: readonly object[], update: object = {}): object {
  return {
    OperatorID,
    OperatorName: OperatorID,
    ProviderID: '*',
    PricingDefaultPrice: 0.69,
    PricingDefaultPriceCurrency: 'EUR',
    PricingDefaultReferenceUnit: 'KILOWATT_HOUR',
    PricingProductDataRecords: tariffs,
    ...update,
  };
}
