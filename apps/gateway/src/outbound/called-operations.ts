import { outboundOperations, type OutboundOperationName } from '#oicp';

/** The operations that the gateway calls HBS for. */
export const calledOperations = [
  'authorizeRemoteStart',
  'authorizeRemoteStop',
  'remoteReservationStart',
  'remoteReservationStop',
  'getChargeDetailRecords',
  'pullEvseData',
  'pullEvseStatus',
  'pullEvseStatusById',
  'pullEvseStatusByOperatorId',
  'pullPricingProductData',
  'pullEvsePricing',
] as const satisfies readonly OutboundOperationName[];
/** Name of an operation that the gateway calls. */
export type CalledOperation = (typeof calledOperations)[number];

/**
 * Whether an operation starts, stops or reserves something, and is therefore never sent twice for one call (ADR 0010).
 */
export function isSingleShot(operation: CalledOperation): boolean {
  return !outboundOperations[operation].repeatable;
}

/** `pullEvseData` as settings name it: `PULL_EVSE_DATA`. */
export function settingNameOf(operation: CalledOperation): string {
  return operation.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
