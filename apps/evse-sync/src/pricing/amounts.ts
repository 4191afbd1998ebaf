import type { Decimal } from '#oicp';
import type { PriceFindings } from './price-findings.js';

/** Amounts per unit that are plausible in at least one currency and unit: rials per session, dinars per minute. */
const PLAUSIBLE = { least: '0.0001', most: '1000000' } as const;
/** Largest power of ten, positive or negative, of a number that is shown. */
export const MOST_MAGNITUDE = 20;

/**
 * Reads an amount as an exact decimal text. `undefined` where there is none, which the violations of the caller report,
 * or where its size is absurd, which becomes a finding.
 */
export function readAmount(
  amount: Decimal | undefined,
  pointer: string,
  findings: PriceFindings,
): string | undefined {
  if (amount === undefined) return undefined;
  if (amount.isZero()) return '0';
  if (Math.abs(amount.e) > MOST_MAGNITUDE) {
    findings.doubt('out-of-range', pointer, 'The amount has an absurd size.');
    return undefined;
  }
  const { least, most } = PLAUSIBLE;
  if (amount.isNegative()) findings.doubt('out-of-range', pointer, 'The amount is negative.');
  else if (amount.lessThan(least) || amount.greaterThan(most))
    findings.doubt('out-of-range', pointer, `The amount per unit is not between ${least} and ${most}.`);
  return amount.toFixed();
}
