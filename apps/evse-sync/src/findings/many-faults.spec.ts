import { describe, expect, it } from '@jest/globals';
import { evseDataRecord, evsePricing, pricingProducts } from '#oicp';
import { answersOf, aProduct, times } from '../../test/pricing-builders.js';
import { readPricing } from '../pricing/read-pricing.js';
import { examineStoredRecord, parseRecord } from '../replica/parsed-record.js';

/** Eight times as many take about 8 times as long; 64 times would be quadratic. */
const MOST_RATIO = 32;

/** The shortest of some runs: other work on the machine only ever adds time. */
function measure(read: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 2; run += 1) {
    const start = performance.now();
    read();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe('the time to read', () => {
  it.each<[string, (count: number) => () => unknown]>([
    [
      'a record grows no faster than its wrong facilities',
      (count) => {
        const wrong = { PowerType: 'x', Power: -1, Voltage: -1, Amperage: -1 };
        const text = JSON.stringify({
          EvseID: 'DE*ABC*E1',
          ChargingFacilities: Array.from({ length: count }, () => wrong),
        });
        return () => parseRecord(evseDataRecord.read(text));
      },
    ],
    [
      'a record grows no faster than its unreadable facilities',
      (count) => {
        const text = JSON.stringify({
          EvseID: 'DE*ABC*E1',
          ChargingFacilities: Array.from({ length: count }, (_, index) => (index % 2 ? 7 : { Power: -1 })),
        });
        return () => parseRecord(evseDataRecord.read(text));
      },
    ],
    [
      'a record grows no faster than its days without periods',
      (count) => {
        const text = JSON.stringify({
          EvseID: 'DE*ABC*E1',
          IsOpen24Hours: false,
          OpeningTimes: Array.from({ length: count }, () => ({})),
        });
        return () => parseRecord(evseDataRecord.read(text));
      },
    ],
    [
      'a tariff grows no faster than its wrong times',
      (count) => {
        const ProductAvailabilityTimes = Array.from({ length: count }, () =>
          times('Monday', '25:00', '26:00'),
        );
        const product = aProduct({ IsValid24hours: false, ProductAvailabilityTimes });
        const products = JSON.stringify(answersOf({ products: [product] }).products);
        const evses = evsePricing.read('{"EVSEPricing":[]}').value;
        return () => readPricing('DE-EMP', pricingProducts.read(products).value, evses);
      },
    ],
  ])('%s', (_, build) => {
    const [few, many] = [build(1_000), build(8_000)];
    measure(few);
    measure(many);
    expect(measure(many) / measure(few)).toBeLessThan(MOST_RATIO);
  });
});

describe('a record is read', () => {
  it.each<[string, string, object]>([
    ['shares that cannot be', 'EnergySource', { Percentage: -1 }],
    ['facilities that cannot be', 'ChargingFacilities', { Power: -1 }],
  ])('with 200,000 %s, more than a call can have arguments', (_, list, entry) => {
    const entries = Array.from({ length: 200_000 }, () => entry);
    const { findings } = examineStoredRecord(JSON.stringify({ EvseID: 'DE*ABC*E1', [list]: entries }));
    expect(findings.at(-1)).toMatchObject({ code: 'too-many-findings' });
  });
});
