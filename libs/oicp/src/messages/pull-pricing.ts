import { Message } from '../message.js';
import { instant } from '../schema/instant.js';
import type { Conformant, Received } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { mandatory, object, optional } from '../schema/object.js';
import { records } from '../schema/records.js';
import { operatorId, providerId } from '../types/identifiers.js';
import { pulledOperatorEvsePricing, pulledPricingProductData } from '../types/pricing.js';
import { statusCodeType } from '../types/status-code.js';

const filter = {
  LastCall: optional(instant),
  /** Mandatory, and with a capital `D`, unlike `OperatorIds` of PullEvseData. */
  OperatorIDs: mandatory(list(operatorId)),
};

/** Asks HBS for the tariffs of operators. It has no ProviderID in its body. */
export const pullPricingProductData = new Message('eRoamingPullPricingProductData', object(filter));
export type PullPricingProductData = Conformant<typeof pullPricingProductData.kind>;

/** The answer to PullPricingProductData: tariffs by operator. Each operator's part is read separately: see {@link RecordReading}. */
export const pricingProducts = new Message(
  'eRoamingPricingProductData',
  object({
    PricingProductData: mandatory(records(pulledPricingProductData)),
    StatusCode: optional(statusCodeType),
  }),
);
export type PricingProducts = Conformant<typeof pricingProducts.kind>;
export type ReceivedPricingProducts = Received<typeof pricingProducts.kind>;

/** Asks HBS which tariffs apply at which charging points. */
export const pullEvsePricing = new Message(
  'eRoamingPullEVSEPricing',
  object({ ProviderID: mandatory(providerId), ...filter }),
);
export type PullEvsePricing = Conformant<typeof pullEvsePricing.kind>;

/**
 * The answer to PullEVSEPricing. The specification's table names the list OperatorEVSEPricing, its example and the OpenAPI
 * documents name it EVSEPricing.
 */
export const evsePricing = new Message(
  'eRoamingEVSEPricing',
  object({
    OperatorEVSEPricing: mandatory(records(pulledOperatorEvsePricing), 'EVSEPricing'),
    StatusCode: optional(statusCodeType),
  }),
);
export type EvsePricing = Conformant<typeof evsePricing.kind>;
export type ReceivedEvsePricing = Received<typeof evsePricing.kind>;
