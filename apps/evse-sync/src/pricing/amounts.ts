import type { Decimal } from '#oicp';
import type { PriceFindings } from './price-findings.js';

/** An amount per unit above this is doubted in any currency. */
const MOST = 1_000_000;
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
  if (amount.isNegative()) findings.doubt('out-of-range', pointer, 'The amount is negative.');
  if (amount.greaterThan(MOST))
    findings.doubt('out-of-range', pointer, `The amount is more than ${MOST} per unit.`);
  return amount.toFixed();
}
