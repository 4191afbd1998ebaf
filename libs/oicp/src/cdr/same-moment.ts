import type { Instant } from '../schema/instant.js';

/** Most digits of a fraction of a second that are read. */
const FINEST = 12;

/**
 * Whether two texts mean the same moment, at whatever offset: one of them may have fewer digits of the second, cut off or
 * rounded. A time without offset equals only another without.
 */
export function sameMoment(one: Instant, other: Instant): boolean {
  if ((one.offsetMinutes === undefined) !== (other.offsetMinutes === undefined)) return false;
  const [coarse, fine] = [preciselyOf(one), preciselyOf(other)].sort((a, b) => a.digits - b.digits);
  if (coarse === undefined || fine === undefined) return false;
  const unit = 10n ** BigInt(FINEST - coarse.digits);
  const cut = fine.value - modulo(fine.value, unit);
  const rounded = modulo(fine.value, unit) * 2n >= unit ? cut + unit : cut;
  return coarse.value === cut || coarse.value === rounded;
}

interface PreciseMoment {
  /** Trillionths of a second since 1970. */
  readonly value: bigint;
  /** Significant digits of the fraction of a second. */
  readonly digits: number;
}

function preciselyOf({ epochMs, canonical }: Instant): PreciseMoment {
  const [, fraction = ''] = canonical.replace(/Z$/, '').split('.');
  const seconds = BigInt(Math.floor(epochMs / 1_000));
  const value = seconds * 10n ** BigInt(FINEST) + BigInt(fraction.padEnd(FINEST, '0'));
  return { value, digits: fraction.replace(/0+$/, '').length };
}

/** Never negative, also before 1970. */
function modulo(value: bigint, unit: bigint): bigint {
  return ((value % unit) + unit) % unit;
}
