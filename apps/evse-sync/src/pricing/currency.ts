import type { PriceFindings } from './price-findings.js';

const FORM = /^[A-Z]{3}$/;
const ACTIVE: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Reads a currency; ` eur ` is EUR. `undefined`, with a finding, where the text does not have the form of ISO 4217. */
export function readCurrency(
  text: string | undefined,
  pointer: string,
  findings: PriceFindings,
): string | undefined {
  if (text === undefined) return undefined;
  const code = text.length < 20 ? text.trim().toUpperCase() : '';
  if (!FORM.test(code)) {
    findings.doubt(
      'wrong-form',
      pointer,
      `${JSON.stringify(text.slice(0, 20))} is not a currency such as EUR.`,
    );
    return undefined;
  }
  if (code !== text) findings.note('other-spelling', pointer, `${JSON.stringify(text)} is read as ${code}.`);
  if (!ACTIVE.has(code)) findings.doubt('unknown-value', pointer, `${code} is not a currency of ISO 4217.`);
  return code;
}
