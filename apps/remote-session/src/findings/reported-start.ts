import { Instant } from '#oicp';
import type { Fact } from '../state/fact.js';

/** The earliest start of a session that anything reports, where its moment is known. */
export function findEarliestStart(facts: readonly Fact[]): Instant | undefined {
  let earliest: Instant | undefined;
  for (const { says } of facts) {
    const start = says.startedAt === undefined ? undefined : Instant.parse(says.startedAt);
    if (start?.offsetMinutes === undefined) continue;
    if (earliest === undefined || start.epochMs < earliest.epochMs) earliest = start;
  }
  return earliest;
}
