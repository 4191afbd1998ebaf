import { outboundOperations, type OutboundOperation } from '#oicp';
import { kinds, Setting, type SettingDecorator } from '#platform';
import { calledOperations, type CalledOperation } from './called-operations.js';

/** Hubject's policy states no limit for reservations: the limit of remote starts, the stricter of the similar ones. */
const DEFAULT_LIMIT = 100;

/** How often each operation may be called. Without a property for an operation, `limitOf` does not compile. */
export class HbsLimitSettings {
  @CallsAMinute('authorizeRemoteStart') readonly HBS_LIMIT_AUTHORIZE_REMOTE_START!: number;
  @CallsAMinute('authorizeRemoteStop') readonly HBS_LIMIT_AUTHORIZE_REMOTE_STOP!: number;
  @CallsAMinute('remoteReservationStart') readonly HBS_LIMIT_REMOTE_RESERVATION_START!: number;
  @CallsAMinute('remoteReservationStop') readonly HBS_LIMIT_REMOTE_RESERVATION_STOP!: number;
  @CallsAMinute('getChargeDetailRecords') readonly HBS_LIMIT_GET_CHARGE_DETAIL_RECORDS!: number;
  @CallsAMinute('pullEvseData') readonly HBS_LIMIT_PULL_EVSE_DATA!: number;
  @CallsAMinute('pullEvseStatus') readonly HBS_LIMIT_PULL_EVSE_STATUS!: number;
  @CallsAMinute('pullEvseStatusById') readonly HBS_LIMIT_PULL_EVSE_STATUS_BY_ID!: number;
  @CallsAMinute('pullEvseStatusByOperatorId') readonly HBS_LIMIT_PULL_EVSE_STATUS_BY_OPERATOR_ID!: number;
  @CallsAMinute('pullPricingProductData') readonly HBS_LIMIT_PULL_PRICING_PRODUCT_DATA!: number;
  @CallsAMinute('pullEvsePricing') readonly HBS_LIMIT_PULL_EVSE_PRICING!: number;

  /** Calls that HBS allows per minute and account. */
  limitOf(operation: CalledOperation): number {
    return this[`HBS_LIMIT_${calledOperations[operation]}` as const];
  }
}

/** The path of each operation. Without a property for an operation, `pathOf` does not compile. */
export class HbsPathSettings {
  @PathOf('authorizeRemoteStart') readonly HBS_PATH_AUTHORIZE_REMOTE_START!: string;
  @PathOf('authorizeRemoteStop') readonly HBS_PATH_AUTHORIZE_REMOTE_STOP!: string;
  @PathOf('remoteReservationStart') readonly HBS_PATH_REMOTE_RESERVATION_START!: string;
  @PathOf('remoteReservationStop') readonly HBS_PATH_REMOTE_RESERVATION_STOP!: string;
  @PathOf('getChargeDetailRecords') readonly HBS_PATH_GET_CHARGE_DETAIL_RECORDS!: string;
  @PathOf('pullEvseData') readonly HBS_PATH_PULL_EVSE_DATA!: string;
  @PathOf('pullEvseStatus') readonly HBS_PATH_PULL_EVSE_STATUS!: string;
  @PathOf('pullEvseStatusById') readonly HBS_PATH_PULL_EVSE_STATUS_BY_ID!: string;
  @PathOf('pullEvseStatusByOperatorId') readonly HBS_PATH_PULL_EVSE_STATUS_BY_OPERATOR_ID!: string;
  @PathOf('pullPricingProductData') readonly HBS_PATH_PULL_PRICING_PRODUCT_DATA!: string;
  @PathOf('pullEvsePricing') readonly HBS_PATH_PULL_EVSE_PRICING!: string;

  /** The path under HBS_BASE_URL, with `{providerID}`. */
  pathOf(operation: CalledOperation): string {
    return this[`HBS_PATH_${calledOperations[operation]}` as const];
  }
}

function CallsAMinute(operation: CalledOperation): SettingDecorator<number> {
  const { oicpName, callsPerMinute }: OutboundOperation = outboundOperations[operation];
  return Setting(kinds.integer(2, 100_000), {
    about: `Calls of ${oicpName} that Hubject allows per minute, for all replicas together; one fewer is made.`,
    default: String(callsPerMinute ?? DEFAULT_LIMIT),
  });
}

function PathOf(operation: CalledOperation): SettingDecorator<string> {
  const { oicpName, paths }: OutboundOperation = outboundOperations[operation];
  const form = /^(?=.*\{providerID\})(\/[\w.{}~-]+)+$/;
  return Setting(kinds.pattern(form, 'a path such as /a/{providerID}/b, with {providerID}'), {
    about: `Path of ${oicpName} under HBS_BASE_URL.`,
    default: paths[0],
  });
}
