import { outboundOperations, type OutboundOperationName } from '#oicp';

/** The operations that the gateway calls HBS for, with the name that settings have for each. */
export const calledOperations = {
  authorizeRemoteStart: 'AUTHORIZE_REMOTE_START',
  authorizeRemoteStop: 'AUTHORIZE_REMOTE_STOP',
  remoteReservationStart: 'REMOTE_RESERVATION_START',
  remoteReservationStop: 'REMOTE_RESERVATION_STOP',
  getChargeDetailRecords: 'GET_CHARGE_DETAIL_RECORDS',
  pullEvseData: 'PULL_EVSE_DATA',
  pullEvseStatus: 'PULL_EVSE_STATUS',
  pullEvseStatusById: 'PULL_EVSE_STATUS_BY_ID',
  pullEvseStatusByOperatorId: 'PULL_EVSE_STATUS_BY_OPERATOR_ID',
  pullPricingProductData: 'PULL_PRICING_PRODUCT_DATA',
  pullEvsePricing: 'PULL_EVSE_PRICING',
} as const satisfies Partial<Record<OutboundOperationName, string>>;
/** Name of an operation that the gateway calls. */
export type CalledOperation = keyof typeof calledOperations;

/**
 * Whether an operation starts, stops or reserves something, and is therefore never sent twice for one call (ADR 0010).
 */
export function isSingleShot(operation: CalledOperation): boolean {
  return !outboundOperations[operation].repeatable;
}
