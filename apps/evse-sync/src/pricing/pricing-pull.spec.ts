import { describe, expect, it } from '@jest/globals';
import type { RunColumns } from '#persistence';
import { createLog } from '#platform';
import { PricingPull } from './pricing-pull.js';
import type { PricingRun } from './pricing-run.entity.js';
import type { PricingClaim } from './pricing-run-store.js';
import { PricesUnavailableError, type PricingSource } from './pricing-source.js';
import type { PricingStore } from './pricing-store.js';

const log = createLog({ service: 'test', level: 'error', format: 'json', destination: { write: () => {} } });

/** A claim on a run at its beginning, and how the run ended. */
function aClaim(): {
  readonly claim: PricingClaim;
  readonly ended: { state: string; columns: RunColumns }[];
} {
  const ended: { state: string; columns: RunColumns }[] = [];
  const counts = { operators: 0, changed: 0, unreadable: 0, incomplete: 0, findings: {}, reasons: [] };
  const claim = {
    run: { id: 'a run', lastOperator: null, ...counts } as unknown as PricingRun,
    signal: new AbortController().signal,
    write: (work: (manager: undefined) => Promise<void>) => work(undefined),
    end: (_: undefined, state: string, columns: RunColumns) => {
      ended.push({ state, columns });
      return Promise.resolve();
    },
  };
  return { claim: claim as unknown as PricingClaim, ended };
}

describe('a failed pull of prices', () => {
  it('names each operation that HBS refused, with a count', async () => {
    const operatorIds = Array.from({ length: 150 }, (_, index) => `DE*${100 + index}`);
    const places: unknown[] = [];
    const store = {
      listOperatorIds: () => Promise.resolve(operatorIds),
      countMissing: (_: unknown, __: unknown, toProgress: (gone: number) => RunColumns) => {
        places.push(toProgress(0)['last_operator']);
        return Promise.resolve();
      },
    };
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
    const pull = new PricingPull(source as unknown as PricingSource, store as unknown as PricingStore, log);
    const { claim, ended } = aClaim();
    await pull.run(claim);
    const reasons = [
      { code: 'HBS_REFUSED', message: 'products were refused', count: 2 },
      { code: 'HBS_REFUSED', message: 'prices of EVSEs were refused', count: 1 },
    ];
    expect(ended).toEqual([{ state: 'failed', columns: { reasons } }]);
    expect(places).toEqual(['DE*149', 'DE*199', 'DE*249']);
  });
});
