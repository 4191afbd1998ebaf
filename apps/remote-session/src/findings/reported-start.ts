import { Instant } from '#oicp';
import type { Fact } from '../state/fact.js';

/** The earliest start of a session that anything reports, where its moment is known. */
export function findEarliestStart(facts: readonly Fact[]): Instant | undefined {
  const starts = facts.flatMap(({ says: { startedAt } }) => {
    const start = startedAt === undefined ? undefined : Instant.parse(startedAt);
    return start?.offsetMinutes === undefined ? [] : [start];
  });
  return starts.toSorted((one, other) => one.epochMs - other.epochMs)[0];
}
