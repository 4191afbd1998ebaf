import type { DefaultPrice, Finding } from '#suite';
import { readAmount } from './amounts.js';
import { readCurrency } from './currency.js';
import { PriceFindings } from './price-findings.js';
import type { OperatorReading } from './received-pricing.js';
import { toShownText } from './short-text.js';

/** The default price of an operator, or why it could not be read. */
export type ReadDefaultPrice = DefaultPrice | { readonly findings: readonly Finding[] };

const OF_DEFAULT = /^\/pricingdefault/i;

/** Whether a JSON Pointer leads to a member of the default price. */
export function isOfDefault(pointer: string): boolean {
  return OF_DEFAULT.test(pointer);
}

/** Reads the default price of an operator; `undefined` where it sent none. @param around doubts about the whole entry */
export function readDefaultPrice(
  { value: operator, violations }: OperatorReading,
  around: readonly Finding[],
): ReadDefaultPrice | undefined {
  const ofDefault = violations.filter(({ pointer }) => isOfDefault(pointer));
  if (ofDefault.filter(({ code }) => code === 'missing').length === 3) return undefined;
  const findings = new PriceFindings(violations);
  findings.addDoubts(around);
  findings.addViolations(ofDefault.filter(({ code }) => code !== 'wrong-form'));
  const price = readAmount(operator.PricingDefaultPrice, '/PricingDefaultPrice', findings);
  const pointer = '/PricingDefaultPriceCurrency';
  const currency = readCurrency(operator.PricingDefaultPriceCurrency, pointer, findings);
  const per = toShownText(operator.PricingDefaultReferenceUnit);
  if (price === undefined || currency === undefined || per === undefined) return { findings: findings.list };
  return {
    price,
    currency,
    per,
    complete: findings.complete,
    findings: findings.list,
  };
}
