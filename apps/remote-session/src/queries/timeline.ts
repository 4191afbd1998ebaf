import type { TimelineEntry } from '#messaging';
import { inOrder, type Fact } from '../state/fact.js';
import { factTable } from '../state/session-table.js';

/** Who said what, in the order in which it happened. */
export function timelineOf(facts: readonly Fact[]): TimelineEntry[] {
  return inOrder(facts).map(({ kind, at, receivedAt, source, processId, says }) => ({
    at: new Date(at).toISOString(),
    receivedAt: new Date(receivedAt).toISOString(),
    who: source,
    what: kind,
    says: says.reason ?? factTable[kind].says,
    processId,
    energyKwh: says.energyKwh,
    reasonCode: says.reasonCode,
    findings: says.findings?.slice(),
  }));
}
