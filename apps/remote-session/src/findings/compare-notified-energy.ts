import { compareEnergy, elapsedBetween, isWrittenToMinute } from '#suite';
import { evseIdKey, Instant } from '#oicp';
import type { Fact, FactFinding } from '../state/fact.js';
import { isNotification, toNotifiedTimes } from './reported-times.js';
import type { SessionComparison } from './session-power.js';

/**
 * Whether a notification reports more energy than can flow since its start, or since the earliest that is known: by the rule
 * of charge detail records. The record of a session is compared by cdr.
 */
export function compareNotifiedEnergy(
  fact: Fact,
  facts: readonly Fact[],
  { limits, power }: SessionComparison,
): readonly FactFinding[] {
  const { energyKwh, evseId } = fact.says;
  if (!isNotification(fact) || energyKwh === undefined) return [];
  const isElsewhere = evseId !== undefined && power !== null && evseIdKey(evseId) !== power.evseKey;
  if (power?.state === 'pending' && !isElsewhere) return [];
  const times = toNotifiedTimes(fact);
  const start = times.chargingStart ?? times.sessionStart ?? findEarliestStart(facts);
  const end = times.chargingEnd ?? times.sessionEnd ?? times.eventOccurred ?? Instant.at(fact.at);
  const elapsedMs = elapsedBetween(start, end);
  if (elapsedMs === undefined) return [];
  const isByMinutes = isWrittenToMinute(start) && isWrittenToMinute(end);
  const reported = { energyKwh: Number(energyKwh), elapsedMs, isByMinutes, evseId: evseId ?? power?.evseKey };
  return compareEnergy(reported, isElsewhere ? undefined : power?.power, limits);
}

function findEarliestStart(facts: readonly Fact[]): Instant | undefined {
  const starts = facts.flatMap(({ says: { startedAt } }) => {
    const start = startedAt === undefined ? undefined : Instant.parse(startedAt);
    return start?.offsetMinutes === undefined ? [] : [start];
  });
  return starts.toSorted((one, other) => one.epochMs - other.epochMs)[0];
}
