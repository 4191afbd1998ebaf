import type { Finding } from '#suite';
import { operatorIdKey, type ReceivedPricingProducts } from '#oicp';
import { classifyAudience } from './price-audience.js';
import { hasTwoOperators, hasTwoOwners, isOfNames, PriceFindings } from './price-findings.js';
import { isOfDefault, readDefaultPrice, type ReadDefaultPrice } from './read-default-price.js';
import { readTariff, type ReadTariff } from './read-tariff.js';
import type { OperatorReading } from './received-pricing.js';
import { isStorableKey } from './short-text.js';

/** What an operator charges, for us or for anybody. */
interface Charged {
  readonly tariffs: ReadonlyMap<string, ReadTariff>;
  readonly defaultPrice: ReadDefaultPrice | undefined;
}

/** An operator with what it charges. */
export interface ReadOperator extends Charged {
  readonly operatorId: string;
}

/** The answer to PullPricingProductData, by operator. */
export interface ReadOperators {
  /** By canonical OperatorID. */
  readonly operators: ReadonlyMap<string, ReadOperator>;
  /** Tariffs without a name, and entries without a readable OperatorID or ProviderID. */
  readonly unreadable: number;
  /** Whether there was such an entry: an operator that seems to be missing may be that one. */
  readonly unattributed: boolean;
}

const NOTHING: Charged = { tariffs: new Map(), defaultPrice: undefined };

const UNATTRIBUTED: Finding = {
  code: 'unattributed-entry',
  pointer: '/PricingProductData',
  message: 'An entry without a readable OperatorID or ProviderID may be about this price.',
};
const OURS_UNREADABLE: Finding = {
  code: 'unreadable',
  pointer: '/PricingProductDataRecords',
  message: 'The operator sent an unreadable tariff for us alone, which may replace this one.',
};

/**
 * Reads what operators charge a provider. What is for the provider replaces what is for anybody, even if unreadable; where
 * it is unknown what it replaces, all that is for anybody is in doubt.
 */
export function readOperators(
  providerId: string,
  { PricingProductData: readings = [] }: ReceivedPricingProducts,
): ReadOperators {
  const { byOperator, unclear, unattributed } = groupEntries(providerId, readings);
  const operators = new Map<string, ReadOperator>();
  let unreadable = unattributed;
  for (const [operatorKey, { operatorId, us, anybody }] of byOperator) {
    const general = readCharged(anybody);
    const special = readCharged(us);
    unreadable += general.nameless + special.nameless;
    const ofUs = us.flatMap(findDoubts);
    const remaining = addDoubts(general, ofUs, special.nameless > 0 ? [OURS_UNREADABLE] : []);
    const charged = {
      tariffs: new Map([...remaining.tariffs, ...special.tariffs]),
      defaultPrice: special.defaultPrice ?? remaining.defaultPrice,
    };
    const isDoubtful = unclear === 'any operator' || unclear.has(operatorKey);
    operators.set(operatorKey, {
      operatorId,
      ...(isDoubtful ? addDoubts(charged, [UNATTRIBUTED]) : charged),
    });
  }
  return { operators, unreadable, unattributed: unattributed > 0 };
}

interface Entries {
  readonly operatorId: string;
  readonly us: OperatorReading[];
  readonly anybody: OperatorReading[];
}

/** The entries by operator, and those whose operator or provider is unknown. */
interface GroupedEntries {
  readonly byOperator: ReadonlyMap<string, Entries>;
  /** The operators that such an entry may be about. */
  readonly unclear: ReadonlySet<string> | 'any operator';
  /** How many there are. */
  readonly unattributed: number;
}

function groupEntries(providerId: string, readings: readonly OperatorReading[]): GroupedEntries {
  const byOperator = new Map<string, Entries>();
  const unclear = new Set<string>();
  let isAnyOperators = false;
  let unattributed = 0;
  for (const reading of readings) {
    const { OperatorID: operatorId, ProviderID } = reading.value;
    const audience = hasTwoOwners(reading) ? 'unclear' : classifyAudience(providerId, ProviderID);
    if (audience === 'another') continue;
    const isNameless = operatorId === undefined || !isStorableKey(operatorId);
    if (isNameless || audience === 'unclear') {
      unattributed += 1;
      if (isNameless || hasTwoOperators(reading)) isAnyOperators = true;
      else unclear.add(operatorIdKey(operatorId));
      continue;
    }
    const key = operatorIdKey(operatorId);
    const entries = byOperator.get(key) ?? { operatorId, us: [], anybody: [] };
    byOperator.set(key, entries);
    entries[audience].push(reading);
  }
  return { byOperator, unclear: isAnyOperators ? 'any operator' : unclear, unattributed };
}

/** Reads the entries of one operator for one audience. Where two of them differ, the price is in doubt. */
function readCharged(readings: readonly OperatorReading[]): Charged & { readonly nameless: number } {
  let charged = NOTHING;
  let nameless = 0;
  for (const reading of readings) {
    const around = findDoubts(reading);
    const tariffs = new Map(charged.tariffs);
    for (const product of reading.value.PricingProductDataRecords ?? []) {
      const tariff = readTariff(product, around);
      if (tariff === undefined) nameless += 1;
      else tariffs.set(tariff.productId, mergeEntries(tariffs.get(tariff.productId), tariff, '/ProductID'));
    }
    const defaultPrice = readDefaultPrice(reading, around);
    charged = {
      tariffs,
      defaultPrice: defaultPrice
        ? mergeEntries(charged.defaultPrice, defaultPrice, '/PricingDefaultPrice')
        : charged.defaultPrice,
    };
  }
  return { ...charged, nameless };
}

/** Adds doubts to all prices, and further ones to the tariffs alone. */
function addDoubts(
  { tariffs, defaultPrice }: Charged,
  ofAll: readonly Finding[],
  ofTariffs: readonly Finding[] = [],
): Charged {
  const doubts = [...ofAll, ...ofTariffs];
  return {
    tariffs: new Map([...tariffs].map(([name, each]) => [name, addTo(each, doubts)] as const)),
    defaultPrice: defaultPrice && addTo(defaultPrice, ofAll),
  };
}

function addTo<T extends ReadTariff | ReadDefaultPrice>(price: T, doubts: readonly Finding[]): T {
  if (doubts.length === 0) return price;
  const findings = new PriceFindings();
  findings.addDoubts([...(price.findings ?? []), ...doubts]);
  return { ...price, ...('price' in price && { complete: false }), findings: findings.list };
}

/** Merges two entries: the first, or the one with a price, in doubt unless both are the same. */
function mergeEntries<T extends ReadTariff | ReadDefaultPrice>(
  first: T | undefined,
  second: T,
  pointer: string,
): T {
  if (first === undefined || JSON.stringify(first) === JSON.stringify(second)) return second;
  const shown = !('price' in first) && 'price' in second ? second : first;
  const message = 'It is listed more than once, with different content.';
  return addTo(shown, [{ code: 'contradictory', pointer, message }]);
}

/** Finds what is wrong with an entry besides its tariffs, its default price and its identifiers. */
function findDoubts({ violations }: OperatorReading): readonly Finding[] {
  const findings = new PriceFindings();
  findings.addViolations(violations.filter((each) => !isOfDefault(each.pointer) && !isOfNames(each)));
  return findings.complete ? [] : findings.list;
}
