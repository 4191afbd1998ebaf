import type { Decimal } from '#oicp';
import type { PriceFindings } from './price-findings.js';

/** More than any unit costs in any currency. */
const MOST = 1_000_000;
/** Orders of magnitude beyond which digits are noise. */
export const MOST_MAGNITUDE = 20;

/** An amount as text, exact; `undefined` where there is none, which the caller's violations say, or an absurd one. */
export function readAmount(
  amount: Decimal | undefined,
  pointer: string,
  findings: PriceFindings,
): string | undefined {
  if (amount === undefined) return undefined;
  if (amount.isZero()) return '0';
  if (Math.abs(amount.e) > MOST_MAGNITUDE) {
    findings.doubt('out-of-range', pointer, 'The amount is of an absurd size.');
    return undefined;
  }
  if (amount.isNegative()) findings.doubt('out-of-range', pointer, 'The amount is negative.');
  if (amount.greaterThan(MOST))
    findings.doubt('out-of-range', pointer, `The amount is more than ${MOST} per unit.`);
  return amount.toFixed();
}
