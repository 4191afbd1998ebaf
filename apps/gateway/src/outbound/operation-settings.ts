import { outboundOperations, type OutboundOperation } from '#oicp';
import { kinds, Setting } from '#platform';
import { calledOperations, settingNameOf, type CalledOperation } from './called-operations.js';

/** Hubject's policy states no limit for reservations: the limit of remote starts, the stricter of the similar ones. */
const DEFAULT_LIMIT = 100;
const limitName = (operation: CalledOperation): string => `HBS_LIMIT_${settingNameOf(operation)}`;
const pathName = (operation: CalledOperation): string => `HBS_PATH_${settingNameOf(operation)}`;

/** How often each operation may be called: one setting per operation, from the table of operations. */
export class HbsLimitSettings {
  /** Calls that HBS allows per minute and account. */
  limitOf(operation: CalledOperation): number {
    return Number(Reflect.get(this, limitName(operation)));
  }
}

/** The path of each operation: one setting per operation, from the table of operations. */
export class HbsPathSettings {
  /** The path under HBS_BASE_URL, with `{providerID}`. */
  pathOf(operation: CalledOperation): string {
    return String(Reflect.get(this, pathName(operation)));
  }
}

for (const operation of calledOperations) {
  const { oicpName, callsPerMinute, paths }: OutboundOperation = outboundOperations[operation];
  Setting(kinds.integer(2, 100_000), {
    about: `Calls of ${oicpName} that Hubject allows per minute, for all replicas together; one fewer is made.`,
    default: String(callsPerMinute ?? DEFAULT_LIMIT),
  })(HbsLimitSettings.prototype, limitName(operation));
  Setting(
    kinds.pattern(
      /^(?=.*\{providerID\})(\/[\w.{}~-]+)+$/,
      'a path such as /a/{providerID}/b, with {providerID}',
    ),
    { about: `Path of ${oicpName} under HBS_BASE_URL.`, default: paths[0] },
  )(HbsPathSettings.prototype, pathName(operation));
}
