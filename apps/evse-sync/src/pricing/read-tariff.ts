import type { Finding, Tariff, UnreadTariff } from '#suite';
import { MOST_MAGNITUDE, readAmount } from './amounts.js';
import { readAvailability } from './availability.js';
import { readCurrency } from './currency.js';
import { readFees } from './fees.js';
import { PriceFindings } from './price-findings.js';
import { parseProductName } from './product-name.js';
import type { ProductReading, ReceivedProduct } from './received-pricing.js';
import { toShownText } from './short-text.js';

/** A tariff with a price, or the name of one whose price could not be read. */
export type ReadTariff = Tariff | UnreadTariff;

/** Whether the price of a tariff could be read. */
export function hasPrice(tariff: ReadTariff): tariff is Tariff {
  return 'price' in tariff;
}

/** Reads a tariff; `undefined` for one without a name. @param around doubts about the entry that contains it */
export function readTariff(
  { value: product, violations }: ProductReading,
  around: readonly Finding[],
): ReadTariff | undefined {
  const productId = product.ProductID === undefined ? undefined : parseProductName(product.ProductID);
  if (productId === undefined) return undefined;
  const findings = new PriceFindings(violations);
  findings.addDoubts(around);
  findings.addViolations(violations.filter((each) => !isCheckedHere(each, product)));
  const price = readAmount(product.PricePerReferenceUnit, '/PricePerReferenceUnit', findings);
  const currency = readCurrency(product.ProductPriceCurrency, '/ProductPriceCurrency', findings);
  const per = toShownText(product.ReferenceUnit);
  if (price === undefined || currency === undefined || per === undefined)
    return { productId, findings: findings.list };
  const maxPowerKw = readPower(product, findings);
  const availability = readAvailability(product, violations, findings);
  const fees = readFees(product, findings);
  return {
    productId,
    currency,
    price,
    per,
    ...(maxPowerKw !== undefined && { maxPowerKw }),
    ...availability,
    ...(fees.length > 0 && { fees }),
    complete: findings.complete,
    findings: findings.list,
  };
}

const UNIT_OF_FEE = /\/additional[\s_-]?reference[\s_-]?unit$/i;
const TIMES = '/ProductAvailabilityTimes';

/** Violations that depend on other members, so others check them: a start fee needs no unit, `IsValid24hours` no times. */
function isCheckedHere(
  { code, pointer }: ProductReading['violations'][number],
  { IsValid24hours }: ReceivedProduct,
): boolean {
  if (code === 'wrong-form') return pointer.toLowerCase() === '/productpricecurrency';
  if (code === 'unknown-value') return UNIT_OF_FEE.test(pointer);
  if (code !== 'missing') return false;
  return UNIT_OF_FEE.test(pointer) || (pointer === TIMES && IsValid24hours === true);
}

/** Kilowatts. Megawatt plugs take up to 3,750. */
const MOST_POWER = 4_000;

function readPower(
  { MaximumProductChargingPower: power }: ReceivedProduct,
  findings: PriceFindings,
): string | undefined {
  if (power === undefined) return undefined;
  const pointer = '/MaximumProductChargingPower';
  if (power.isPositive() && !power.isZero() && power.lessThanOrEqualTo(MOST_POWER)) return power.toFixed();
  findings.doubt('out-of-range', pointer, `The power is not between 0 and ${MOST_POWER} kW.`);
  return Math.abs(power.e) > MOST_MAGNITUDE ? undefined : power.toFixed();
}
