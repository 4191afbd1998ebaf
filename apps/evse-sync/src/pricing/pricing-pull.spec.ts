import { describe, expect, it } from '@jest/globals';
import { PricingPull } from './pricing-pull.js';
import { PricesUnavailableError, type PricingSource } from './pricing-source.js';
import type { PricingStore } from './pricing-store.js';

describe('a failed pull of prices', () => {
  it('names each operation that HBS refused, with a count', async () => {
    const operatorIds = Array.from({ length: 150 }, (_, index) => `DE*${100 + index}`);
    const store = { listOperatorIds: () => Promise.resolve(operatorIds) };
    const failures = [
      ['pullPricingProductData', 'products were refused'],
      ['pullEvsePricing', 'prices of EVSEs were refused'],
      ['pullPricingProductData', 'products were refused'],
    ] as const;
    let group = 0;
    const source = {
      pullPrices: () => {
        const [operation, message] = failures[group] ?? failures[0];
        group += 1;
        return Promise.reject(new PricesUnavailableError(operation, { code: 'HBS_REFUSED', message }));
      },
    };
    const pull = new PricingPull(source as unknown as PricingSource, store as unknown as PricingStore);
    const leadership = { job: 'evse-pricing', owner: 'test', fence: '1' };
    expect(await pull.run(leadership, new AbortController().signal)).toMatchObject({
      reasons: [
        { code: 'HBS_REFUSED', message: 'products were refused', count: 2 },
        { code: 'HBS_REFUSED', message: 'prices of EVSEs were refused', count: 1 },
      ],
    });
  });
});
