import type { Finding } from '#suite';
import { operatorIdKey, type ReceivedPricingProducts } from '#oicp';
import { classifyAudience } from './price-audience.js';
import { isOfNames, PriceFindings } from './price-findings.js';
import { isOfDefault, readDefaultPrice, type ReadDefaultPrice } from './read-default-price.js';
import { readTariff, type ReadTariff } from './read-tariff.js';
import type { OperatorReading } from './received-pricing.js';
import { isStorableKey } from './short-text.js';

/** What an operator charges, for us or for anybody. */
interface Charged {
  readonly tariffs: ReadonlyMap<string, ReadTariff>;
  readonly defaultPrice: ReadDefaultPrice | undefined;
}

export interface ReadOperator extends Charged {
  readonly operatorId: string;
}

export interface ReadOperators {
  /** By canonical OperatorID. */
  readonly operators: ReadonlyMap<string, ReadOperator>;
  /** Tariffs without a name, and entries of operators of which nobody can say whose or for whom they are. */
  readonly unreadable: number;
  /** Whether such an entry was among them: an operator that seems to be left out may be that one. */
  readonly unattributed: boolean;
}

const NOTHING: Charged = { tariffs: new Map(), defaultPrice: undefined };

/** What is for us replaces what is for anybody, also where it could not be read. */
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
    const whose = classifyAudience(providerId, ProviderID);
    if (whose === 'another') continue;
    if (operatorId === undefined || !isStorableKey(operatorId) || whose === 'unclear') {
      onUnattributed();
      continue;
    }
    const key = operatorIdKey(operatorId);
    const entries = byOperator.get(key) ?? { operatorId, us: [], anybody: [] };
    byOperator.set(key, entries);
    entries[whose].push(reading);
  }
  return byOperator;
}

/** The entries of one operator for the same providers. What two of them say differently is in doubt. */
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

/** The first of the two, in doubt unless both are the same; one with a price rather than one without. */
function mergeEntries<T extends ReadTariff | ReadDefaultPrice>(
  first: T | undefined,
  second: T,
  pointer: string,
): T {
  if (first === undefined || JSON.stringify(first) === JSON.stringify(second)) return second;
  const shown = !('price' in first) && 'price' in second ? second : first;
  const findings = new PriceFindings();
  findings.addDoubts(shown.findings ?? []);
  findings.doubt('contradictory', pointer, 'It came more than once, with different content.');
  return { ...shown, ...('price' in shown && { complete: false }), findings: findings.list };
}

/** What is wrong with the entry around tariffs and default price, other than the name of its operator. */
function findDoubts({ violations }: OperatorReading): readonly Finding[] {
  const findings = new PriceFindings();
  findings.addViolations(violations.filter((each) => !isOfDefault(each.pointer) && !isOfNames(each)));
  return findings.complete ? [] : findings.list;
}
