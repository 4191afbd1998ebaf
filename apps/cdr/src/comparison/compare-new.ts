import type { EntityManager } from 'typeorm';
import type { CdrSummary, PowerLimits } from '#suite';
import type { ParsedCdr } from '../records/parsed-cdr.js';
import type { SessionFacts } from '../sessions/session-facts.js';
import { collisionKeys, toCharge, type Charge } from './charge.js';
import { applyComparison, compareCharge, toOtherCharge, type Comparison } from './compare-charge.js';
import type { Nearness } from './compare-with-charges.js';
import { lockContexts } from './read-contexts.js';
import { findSessionFindings } from './session-findings.js';

/** A record as it is stored and published the first time. */
export interface ComparedNew {
  readonly charge: Charge;
  readonly comparison: Comparison;
  /** As it is stored. */
  readonly summary: CdrSummary;
  /** As it is published: with how much is known of its session. */
  readonly published: CdrSummary;
  readonly session: SessionFacts | undefined;
}

/**
 * Compares records, one of each session, before they are stored, with what is known at this moment and with one another;
 * one statement for all of them. Until the power of their EVSEs has been asked for, that is taken as not known: what no
 * charger gives is found at once, and ceases if it turns out to be one for megawatts.
 */
export async function compareNew(
  manager: EntityManager,
  records: readonly ParsedCdr[],
  limits: PowerLimits & Nearness,
): Promise<(record: ParsedCdr) => ComparedNew> {
  const charges = new Map(records.map((each) => [each, toCharge(each)]));
  const contexts = await lockContexts(manager, [...charges.values()], limits);
  const among = toGroups(
    [...charges.values()].map((each) => toOtherCharge(each, contexts.get(each.sessionKey)?.session)),
  );
  const compare = (record: ParsedCdr): ComparedNew => {
    const charge = charges.get(record) ?? toCharge(record);
    const stored = contexts.get(record.sessionKey) ?? { session: undefined, others: [] };
    const known = new Set([record.sessionKey, ...stored.others.map(({ sessionKey }) => sessionKey)]);
    const others = [...stored.others, ...among(charge).filter(({ sessionKey }) => !known.has(sessionKey))];
    const comparison = compareCharge(charge, { ...stored, others, power: undefined }, limits);
    const summary = applyComparison(record.summary, charge, comparison);
    const published = { ...summary, findings: [...findSessionFindings(stored.session), ...summary.findings] };
    return { charge, comparison, summary, published, session: stored.session };
  };
  const compared = new Map<ParsedCdr, ComparedNew>();
  return (record) => {
    const found = compared.get(record) ?? compare(record);
    compared.set(record, found);
    return found;
  };
}

type Colliding = Pick<Charge, 'uidKey' | 'evseKey' | 'cpoSessionKey'>;
/** More of them add nothing. */
const MOST_OF_GROUP = 6;

/** Finds those of a batch that share a card, an EVSE or an operator’s name with a charge. */
function toGroups<C extends Colliding>(charges: readonly C[]): (charge: Colliding) => readonly C[] {
  const groups = new Map<string, C[]>();
  const namesOf = (charge: Colliding): readonly string[] =>
    Object.entries({ ...collisionKeys(charge), cpoSessionKey: charge.cpoSessionKey }).flatMap(
      ([kind, key]) => (key === null ? [] : [`${kind} ${key}`]),
    );
  for (const charge of charges)
    for (const name of namesOf(charge)) {
      const group = groups.get(name) ?? [];
      if (group.length < MOST_OF_GROUP) groups.set(name, [...group, charge]);
    }
  return (charge) => [...new Set(namesOf(charge).flatMap((name) => groups.get(name) ?? []))];
}
