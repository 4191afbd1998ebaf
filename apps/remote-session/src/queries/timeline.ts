import type { TimelineEntry } from '#suite';
import { findFindings } from '../findings/session-findings.js';
import type { SessionComparison } from '../findings/session-power.js';
import { sortFacts, type Fact, type FactFinding } from '../state/fact.js';
import { factTable } from '../state/session-table.js';

/** Who reported what, in the order in which it happened. */
export function timelineOf(facts: readonly Fact[], comparison?: SessionComparison): TimelineEntry[] {
  const findingsOf = findFindings(facts, comparison);
  return sortFacts(facts).map((fact) => entryOf(fact, findingsOf(fact)));
}

function entryOf(fact: Fact, findings: readonly FactFinding[]): TimelineEntry {
  const { kind, at, receivedAt, source, processId, says } = fact;
  return {
    at: new Date(at).toISOString(),
    receivedAt: new Date(receivedAt).toISOString(),
    who: source,
    what: kind,
    says: says.reason ?? factTable[kind].says,
    processId,
    energyKwh: says.energyKwh,
    reasonCode: says.reasonCode,
    ...(findings.length > 0 && { findings: findings.slice() }),
  };
}
