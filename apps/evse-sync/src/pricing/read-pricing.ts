import type { DefaultPrice, Finding, Tariff, UnreadTariff } from '#suite';
import type { ReceivedEvsePricing, ReceivedPricingProducts } from '#oicp';
import { PriceFindings } from './price-findings.js';
import type { ReadDefaultPrice } from './read-default-price.js';
import { readEvseTariffs, type EvseTariffs } from './read-evse-tariffs.js';
import { readOperators } from './read-operators.js';
import { hasPrice, type ReadTariff } from './read-tariff.js';

/** What an operator charges us. */
export interface OperatorPrices {
  readonly operatorId: string;
  readonly tariffs: readonly Tariff[];
  /** Tariffs whose price could not be read. */
  readonly unreadTariffs: readonly UnreadTariff[];
  readonly defaultPrice: DefaultPrice | undefined;
  /** Why the default price could not be read. */
  readonly defaultFindings: readonly Finding[];
  /** By canonical EvseID: charging points for which the operator sent pricing. */
  readonly evses: ReadonlyMap<string, EvseTariffs>;
}

/** The prices in the answers to the two pulls of prices. */
export interface ReadPricing {
  /** By canonical OperatorID. */
  readonly operators: ReadonlyMap<string, OperatorPrices>;
  /** Entries and tariffs that cannot be shown: see {@link PricingPullView}. */
  readonly unreadable: number;
  /** Whether the operator of some entries is unknown: then no operator counts as missing. */
  readonly unattributed: boolean;
}

/**
 * Reads the two answers together. What is for us alone replaces what is for every provider. A price may be incomplete,
 * never wrong: everything unreadable about it becomes a finding (ADR 51).
 */
export function readPricing(
  providerId: string,
  products: ReceivedPricingProducts,
  evses: ReceivedEvsePricing,
): ReadPricing {
  const charged = readOperators(providerId, products);
  const named = readEvseTariffs(providerId, evses);
  const operators = new Map<string, OperatorPrices>();
  let unreadable = charged.unreadable + named.unreadable;
  for (const key of new Set([...charged.operators.keys(), ...named.operators.keys()])) {
    const operator = charged.operators.get(key);
    const points = named.operators.get(key);
    const operatorId = operator?.operatorId ?? points?.operatorId;
    if (operatorId === undefined) continue;
    const all = [...(operator?.tariffs.values() ?? [])].toSorted(byName);
    const unreadTariffs = all.flatMap((each) => (hasPrice(each) ? [] : [each]));
    unreadable += unreadTariffs.length;
    const stray = named.unattributed || points?.stray === true;
    operators.set(key, {
      operatorId,
      tariffs: all.filter(hasPrice),
      unreadTariffs,
      ...defaultOf(operator?.defaultPrice, stray),
      evses: points?.evses ?? new Map<string, EvseTariffs>(),
    });
  }
  return { operators, unreadable, unattributed: charged.unattributed || named.unattributed };
}

function byName(a: ReadTariff, b: ReadTariff): number {
  return a.productId < b.productId ? -1 : 1;
}

/** @param stray whether an entry without an identifiable charging point names tariffs: it may be any charging point's */
function defaultOf(
  read: ReadDefaultPrice | undefined,
  stray: boolean,
): Pick<OperatorPrices, 'defaultPrice' | 'defaultFindings'> {
  if (read === undefined) return { defaultPrice: undefined, defaultFindings: [] };
  if (!('price' in read)) return { defaultPrice: undefined, defaultFindings: read.findings };
  if (!stray) return { defaultPrice: read, defaultFindings: [] };
  const findings = new PriceFindings();
  findings.addDoubts(read.findings ?? []);
  findings.doubt(
    'unattributed-entry',
    '/OperatorEVSEPricing',
    'An entry without a readable EvseID or OperatorID may name tariffs for this charging point.',
  );
  return { defaultPrice: { ...read, complete: false, findings: findings.list }, defaultFindings: [] };
}
