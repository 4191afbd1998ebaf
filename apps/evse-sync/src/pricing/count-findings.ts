import type { Finding } from '#suite';
import { isNoTariffNamed } from './show-prices.js';
import type { OperatorPrices } from './read-pricing.js';

/** What a pull could not read of the prices it stored. */
export interface PricingCounts {
  /** Tariffs whose price may be incomplete. */
  incomplete: number;
  /** Findings by code. */
  readonly findings: Record<string, number>;
}

/** Adds the findings of an operator. A tariff without a price counts once for each charging point that names it. */
export function countFindings(counts: PricingCounts, operator: OperatorPrices): void {
  const { tariffs, unreadTariffs, defaultPrice, defaultFindings, evses } = operator;
  const count = (code: string): void => {
    counts.findings[code] = (counts.findings[code] ?? 0) + 1;
  };
  const countAll = (findings: readonly Finding[] = []): void => {
    for (const { code } of findings) count(code);
  };
  counts.incomplete += tariffs.filter(({ complete }) => complete === false).length;
  for (const { findings } of [...tariffs, ...unreadTariffs]) countAll(findings);
  countAll(defaultPrice?.findings);
  countAll(defaultFindings);
  const known = new Set(tariffs.map(({ productId }) => productId));
  const unread = new Set(unreadTariffs.map(({ productId }) => productId));
  for (const { productIds, findings } of evses.values()) {
    countAll(findings);
    if (isNoTariffNamed(productIds, findings)) count('no-tariff-named');
    for (const productId of productIds)
      if (unread.has(productId)) count('unread-tariff');
      else if (!known.has(productId)) count('unknown-tariff');
  }
}
