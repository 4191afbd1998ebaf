import type { Finding } from '#suite';
import { operatorIdKey, type ReceivedPricingProducts } from '#oicp';
import { classifyAudience } from './price-audience.js';
import { hasTwoOwners, isOfNames, PriceFindings } from './price-findings.js';
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

/** Reads what operators charge a provider. What is for the provider replaces what is for anybody, even if unreadable. */
export function readOperators(
  providerId: string,
  { PricingProductData: readings = [] }: ReceivedPricingProducts,
): ReadOperators {
  const operators = new Map<string, ReadOperator>();
  let unreadable = 0;
  let unattributed = false;
  for (const [operatorKey, { operatorId, us, anybody }] of groupEntries(providerId, readings, () => {
    unreadable += 1;
    unattributed = true;
  })) {
    const general = readCharged(anybody, () => (unreadable += 1));
    const special = readCharged(us, () => (unreadable += 1));
    operators.set(operatorKey, {
      operatorId,
      tariffs: new Map([...general.tariffs, ...special.tariffs]),
      defaultPrice: special.defaultPrice ?? general.defaultPrice,
    });
  }
  return { operators, unreadable, unattributed };
}

interface Entries {
  readonly operatorId: string;
  readonly us: OperatorReading[];
  readonly anybody: OperatorReading[];
}

function groupEntries(
  providerId: string,
  readings: readonly OperatorReading[],
  onUnattributed: () => void,
): ReadonlyMap<string, Entries> {
  const byOperator = new Map<string, Entries>();
  for (const reading of readings) {
    const { OperatorID: operatorId, ProviderID } = reading.value;
    const audience = hasTwoOwners(reading) ? 'unclear' : classifyAudience(providerId, ProviderID);
    if (audience === 'another') continue;
    if (!isStorableKey(operatorId) || audience === 'unclear') {
      onUnattributed();
      continue;
    }
    const key = operatorIdKey(operatorId);
    const entries = byOperator.get(key) ?? { operatorId, us: [], anybody: [] };
    byOperator.set(key, entries);
    entries[audience].push(reading);
  }
  return byOperator;
}

/** Reads the entries of one operator for one audience. Where two of them differ, the price is in doubt. */
function readCharged(readings: readonly OperatorReading[], onNameless: () => void): Charged {
  let charged = NOTHING;
  for (const reading of readings) {
    const around = findDoubts(reading);
    const tariffs = new Map(charged.tariffs);
    for (const product of reading.value.PricingProductDataRecords ?? []) {
      const tariff = readTariff(product, around);
      if (tariff === undefined) onNameless();
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
  return charged;
}

/** Merges two entries: the first, or the one with a price, in doubt unless both are the same. */
function mergeEntries<T extends ReadTariff | ReadDefaultPrice>(
  first: T | undefined,
  second: T,
  pointer: string,
): T {
  if (first === undefined || JSON.stringify(first) === JSON.stringify(second)) return second;
  const shown = !('price' in first) && 'price' in second ? second : first;
  const findings = new PriceFindings();
  findings.addDoubts(shown.findings ?? []);
  findings.doubt('contradictory', pointer, 'It is listed more than once, with different content.');
  return { ...shown, ...('price' in shown && { complete: false }), findings: findings.list };
}

/** Finds what is wrong with an entry besides its tariffs, its default price and its identifiers. */
function findDoubts({ violations }: OperatorReading): readonly Finding[] {
  const findings = new PriceFindings();
  findings.addViolations(violations.filter((each) => !isOfDefault(each.pointer) && !isOfNames(each)));
  return findings.complete ? [] : findings.list;
}
