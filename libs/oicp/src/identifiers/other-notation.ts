import { computedCheckDigit, parseEvcoId, type EvcoId } from './evco-id.js';

/** Country and provider; then two filler characters, six of the DIN contract, and its check digit. */
const CONVERTED = /^([A-Z]{2}[A-Z0-9]{3})[0C]0([A-Z0-9]{6})([0-9X])/;

/**
 * The same contract converted between DIN SPEC 91286 and ISO 15118-1: `DE*EMP*123A56*3` to `DE-EMP-00123A563` and, in the
 * form with `C`, to `DE-EMP-C0123A563`, and back. OICP does not define the conversion, and the provider may have issued both
 * to two drivers: a contract that is found by it explains a refusal, and authorises nobody.
 */
export function toOtherNotation(id: EvcoId): readonly EvcoId[] {
  return textsOf(id)
    .map(parseEvcoId)
    .filter((each) => each !== undefined);
}

function textsOf(id: EvcoId): readonly string[] {
  const { notation, keyWithoutCheckDigit: key } = id;
  if (notation === 'ISO') {
    const [, provider, instance, digit] = CONVERTED.exec(key) ?? [];
    return provider === undefined ? [] : [`${provider}${instance}${digit}`];
  }
  const digit = id.checkDigit ?? computedCheckDigit(id);
  const instance = `${key.slice(5)}${digit}`;
  return ['00', 'C0'].map((filler) => `${id.providerPart}${filler}${instance}`);
}
