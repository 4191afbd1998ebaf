import type { Finding } from '#suite';
import { evseIdKey, operatorIdKey, parseEvseId, type ReceivedEvsePricing } from '#oicp';
import { classifyAudience, type PriceAudience } from './price-audience.js';
import { hasTwoOwners, isOfNames, PriceFindings } from './price-findings.js';
import { parseProductName } from './product-name.js';
import type { EvseReading, OperatorEvsesReading } from './received-pricing.js';
import { OTHER_PROVIDER } from './show-prices.js';
import { isStorableKey } from './short-text.js';

/** The tariffs of its operator that hold at a charging point. */
export interface EvseTariffs {
  /** Names of tariffs. */
  readonly productIds: readonly string[];
  /** Why these may be incomplete. */
  readonly findings: readonly Finding[];
}

/** The charging points of an operator with their tariffs. */
export interface OperatorEvses {
  readonly operatorId: string;
  /** By canonical EvseID. */
  readonly evses: ReadonlyMap<string, EvseTariffs>;
  /** Entries without an EvseID. */
  readonly nameless: number;
  /** Whether tariffs were named for charging points that cannot be identified. */
  readonly stray: boolean;
}

/** The answer to PullEVSEPricing, by operator. */
export interface ReadEvseTariffs {
  /** By canonical OperatorID. */
  readonly operators: ReadonlyMap<string, OperatorEvses>;
  /** Entries of charging points without an EvseID, or without an operator. */
  readonly unreadable: number;
  /** Whether the operator of some entries is unknown. */
  readonly unattributed: boolean;
}

/** Reads which tariffs hold at which charging points for a provider. */
export function readEvseTariffs(
  providerId: string,
  { OperatorEVSEPricing: readings = [] }: ReceivedEvsePricing,
): ReadEvseTariffs {
  const byOperator = new Map<string, { operatorId: string; readings: OperatorEvsesReading[] }>();
  let unreadable = 0;
  let unattributed = false;
  for (const reading of readings) {
    const { OperatorID: operatorId, EVSEPricing: entries = [] } = reading.value;
    if (!isStorableKey(operatorId) || hasTwoOwners(reading)) {
      unreadable += Math.max(entries.length, 1);
      unattributed = true;
      continue;
    }
    const key = operatorIdKey(operatorId);
    const known = byOperator.get(key);
    if (known) known.readings.push(reading);
    else byOperator.set(key, { operatorId, readings: [reading] });
  }
  const operators = new Map<string, OperatorEvses>();
  for (const [key, { operatorId, readings: own }] of byOperator) {
    const read = readEvses(providerId, own);
    unreadable += read.nameless;
    operators.set(key, { operatorId, ...read });
  }
  return { operators, unreadable, unattributed };
}

/** A later audience takes precedence over an earlier one. */
const PRECEDENCE: readonly PriceAudience[] = ['another', 'unclear', 'anybody', 'us'];

function readEvses(
  providerId: string,
  readings: readonly OperatorEvsesReading[],
): Omit<OperatorEvses, 'operatorId'> {
  let stray = false;
  const entries = readings.flatMap((reading) => {
    const around = findDoubts(reading);
    if (around.length > 0) stray = true;
    return (reading.value.EVSEPricing ?? []).map((entry) => ({ entry, around }));
  });
  const evses = new Map<string, EvseTariffs>();
  const unclear = new Map<string, EvseTariffs>();
  let nameless = 0;
  for (const level of PRECEDENCE) {
    const ofLevel = new Map<string, EvseTariffs>();
    for (const { entry, around } of entries) {
      if (audienceOf(providerId, entry) !== level) continue;
      const { EvseID: evseId } = entry.value;
      if (!isStorableKey(evseId) || hasTwoOwners(entry)) {
        nameless += 1;
        continue;
      }
      if (!parseEvseId(evseId)) stray = true;
      const key = evseIdKey(evseId);
      const read = readForLevel(level, entry, around);
      ofLevel.set(key, mergeEntries(ofLevel.get(key), read));
    }
    for (const [key, each] of ofLevel) {
      evses.set(key, level === 'unclear' ? each : addDoubtsOf(unclear.get(key), each));
      if (level === 'unclear') unclear.set(key, each);
    }
  }
  return { evses, nameless, stray: stray || nameless > 0 };
}

function audienceOf(providerId: string, entry: EvseReading): PriceAudience {
  return hasTwoOwners(entry) ? 'unclear' : classifyAudience(providerId, entry.value.ProviderID);
}

function readForLevel(level: PriceAudience, entry: EvseReading, around: readonly Finding[]): EvseTariffs {
  if (level === 'another') return readOther(entry);
  return level === 'unclear' ? readUnclear(entry) : readEntry(entry, around);
}

function readEntry({ value, violations }: EvseReading, around: readonly Finding[]): EvseTariffs {
  const findings = new PriceFindings(violations);
  findings.addDoubts(around);
  findings.addViolations(violations.filter((each) => !isOfNames(each)));
  const names = (value.EvseIDProductList ?? []).map(parseProductName);
  if (names.includes(undefined))
    findings.doubtUnlessKnown(
      'unreadable',
      '/EvseIDProductList',
      'The name of a tariff is empty or far too long.',
    );
  const productIds = [...new Set(names.filter((name) => name !== undefined))];
  return { productIds, findings: findings.complete ? [] : findings.list };
}

/** An entry for another provider names no tariff for us, but the charging point is defined: it has no default price. */
function readOther({ value, violations }: EvseReading): EvseTariffs {
  const findings = new PriceFindings(violations);
  const shown = JSON.stringify(value.ProviderID);
  findings.doubt(
    OTHER_PROVIDER,
    '/ProviderID',
    `The pricing of this charging point is for the provider ${shown} only.`,
  );
  return { productIds: [], findings: findings.list };
}

/** An entry whose tariffs may be for us or for another provider. */
function readUnclear({ value, violations }: EvseReading): EvseTariffs {
  const findings = new PriceFindings(violations);
  const shown = JSON.stringify(value.ProviderID?.slice(0, 20));
  findings.doubt(
    'wrong-form',
    '/ProviderID',
    `${shown} is not a ProviderID: the tariffs may be for another provider.`,
  );
  return { productIds: [], findings: findings.list };
}

/** An entry for a provider that cannot be identified may be for us, and then it replaces the one for every provider. */
function addDoubtsOf(
  unclear: EvseTariffs | undefined,
  { productIds, findings: own }: EvseTariffs,
): EvseTariffs {
  if (unclear === undefined) return { productIds, findings: own };
  const findings = new PriceFindings();
  findings.addDoubts([...own, ...unclear.findings]);
  return { productIds, findings: findings.list };
}

/** Merges two entries of one charging point: all tariffs of both, in doubt unless they are the same. */
function mergeEntries(first: EvseTariffs | undefined, second: EvseTariffs): EvseTariffs {
  if (first === undefined) return second;
  const productIds = [...new Set([...first.productIds, ...second.productIds])];
  const findings = new PriceFindings();
  findings.addDoubts([...first.findings, ...second.findings]);
  if ([first, second].some((each) => each.productIds.length !== productIds.length))
    findings.doubt(
      'contradictory',
      '/EvseID',
      'The charging point is listed more than once, with different tariffs.',
    );
  return { productIds, findings: findings.list };
}

function findDoubts({ violations }: OperatorEvsesReading): readonly Finding[] {
  const findings = new PriceFindings();
  findings.addViolations(violations.filter((each) => !isOfNames(each)));
  return findings.complete ? [] : findings.list;
}
