import { Message } from '../message.js';
import type { Conformant } from '../schema/kind.js';
import { list } from '../schema/list.js';
import { mandatory, object } from '../schema/object.js';
import { text } from '../schema/text.js';
import { actionType } from '../types/action-type.js';
import { uploadedEvseDataRecord } from '../types/evse-data-record.js';
import { operatorId } from '../types/identifiers.js';
import { evsePricingRecord, pricingProductData } from '../types/pricing.js';
import { operatorEvseStatus } from './pull-evse-status.js';

/** A CPO uploads charging points. CPO uploads are here for fakes of HBS, and to interpret HBS's error messages. */
export const pushEvseData = new Message(
  'eRoamingPushEvseData',
  object({
    ActionType: mandatory(actionType),
    OperatorEvseData: mandatory(
      object({
        OperatorID: mandatory(operatorId),
        OperatorName: mandatory(text({ most: 100, free: true })),
        EvseDataRecord: mandatory(list(uploadedEvseDataRecord)),
      }),
    ),
  }),
);
export type PushEvseData = Conformant<typeof pushEvseData.kind>;

/** A CPO uploads statuses. */
export const pushEvseStatus = new Message(
  'eRoamingPushEvseStatus',
  object({ ActionType: mandatory(actionType), OperatorEvseStatus: mandatory(operatorEvseStatus.kind) }),
);
export type PushEvseStatus = Conformant<typeof pushEvseStatus.kind>;

/** A CPO uploads tariffs. */
export const pushPricingProductData = new Message(
  'eRoamingPushPricingProductData',
  object({ ActionType: mandatory(actionType), PricingProductData: mandatory(pricingProductData) }),
);
export type PushPricingProductData = Conformant<typeof pushPricingProductData.kind>;

/** A CPO uploads which tariffs apply at which charging points. */
export const pushEvsePricing = new Message(
  'eRoamingPushEVSEPricing',
  object({ ActionType: mandatory(actionType), EVSEPricing: mandatory(list(evsePricingRecord)) }),
);
export type PushEvsePricing = Conformant<typeof pushEvsePricing.kind>;
