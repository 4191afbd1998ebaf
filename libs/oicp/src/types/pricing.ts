import { boolean } from '../schema/boolean.js';
import { isContainer } from '../schema/conversion.js';
import { decimal } from '../schema/decimal.js';
import { openEnumeration } from '../schema/enumeration.js';
import type { Kind } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { mandatory, object, optional } from '../schema/object.js';
import { records } from '../schema/records.js';
import { text } from '../schema/text.js';
import { evseId, operatorId, productId } from './identifiers.js';
import { period, weekday } from './opening-times.js';

const price = decimal();
const currency = text({ form: /^[A-Z]{3}$/, expects: 'a currency such as EUR' });
const referenceUnit = openEnumeration('HOUR', 'KILOWATT_HOUR', 'MINUTE');

/** The EMP for whom a price is, or `*` for all of them. */
const anyProviderId = text({
  form: /^(?:[A-Za-z]{2}[*-]?[A-Za-z0-9]{3}|\*)$/,
  expects: 'a ProviderID, or * for all',
});

const additionalReference = object({
  AdditionalReference: mandatory(
    openEnumeration('START FEE', 'FIXED FEE', 'PARKING FEE', 'MINIMUM FEE', 'MAXIMUM FEE'),
  ),
  AdditionalReferenceUnit: mandatory(referenceUnit),
  PricePerAdditionalReferenceUnit: mandatory(price),
});

/** OICP 2.3, `PricingProductDataRecordType`: one tariff. */
export const pricingProduct = object({
  ProductID: mandatory(productId),
  ReferenceUnit: mandatory(referenceUnit),
  ProductPriceCurrency: mandatory(currency),
  PricePerReferenceUnit: mandatory(price),
  /** Kilowatts up to which the price applies. */
  MaximumProductChargingPower: mandatory(decimal()),
  IsValid24hours: mandatory(boolean),
  ProductAvailabilityTimes: mandatory(
    /** `Periods` in the OpenAPI documents. */
    list(object({ Period: mandatory(list(period), 'Periods'), on: mandatory(weekday) })),
  ),
  AdditionalReferences: optional(list(additionalReference)),
});

/** OICP 2.3, `PricingProductDataType`: one operator's tariffs for an EMP. */
export const pricingProductData = object({
  OperatorID: mandatory(operatorId),
  OperatorName: optional(text({ most: 100, free: true })),
  ProviderID: mandatory(anyProviderId),
  PricingDefaultPrice: mandatory(price),
  PricingDefaultPriceCurrency: mandatory(currency),
  PricingDefaultReferenceUnit: mandatory(referenceUnit),
  PricingProductDataRecords: mandatory(list(pricingProduct)),
});

/** The same in HBS's answer to a pull: each tariff has its own violations. */
export const pulledPricingProductData = object({
  ...pricingProductData.fields,
  PricingProductDataRecords: mandatory(records(pricingProduct)),
});

/** The specification's table wraps a product's name as an object; its examples and operators do not. */
const wrappedProductName = object({ ProductID: mandatory(productId) });

/** A product's name, wrapped or not. */
const productName: Kind<string> = {
  read(found, inspection) {
    if (!isContainer(found) || Array.isArray(found)) return productId.read(found, inspection);
    return wrappedProductName.read(found, inspection)?.ProductID;
  },
  toWire: (value) => value,
};

/** OICP 2.3, `EVSEPricingType`: the tariffs of one charging point. */
export const evsePricingRecord = object({
  EvseID: mandatory(evseId),
  ProviderID: mandatory(anyProviderId),
  EvseIDProductList: mandatory(list(productName)),
});

/** OICP 2.3, `OperatorEVSEPricingType`. */
export const operatorEvsePricing = object({
  OperatorID: mandatory(operatorId),
  OperatorName: optional(text({ most: 100, free: true })),
  EVSEPricing: mandatory(list(evsePricingRecord)),
});

/** The same in HBS's answer to a pull: each charging point's entry has its own violations. */
export const pulledOperatorEvsePricing = object({
  ...operatorEvsePricing.fields,
  EVSEPricing: mandatory(records(evsePricingRecord)),
});
