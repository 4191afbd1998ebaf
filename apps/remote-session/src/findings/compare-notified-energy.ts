import { compareEnergy, elapsedBetween, isWrittenToMinute, type ReportedEnergy } from '#suite';
import { evseIdKey, Instant } from '#oicp';
import type { Fact, FactFinding } from '../state/fact.js';
import type { KnownOfSession } from './known-of-session.js';
import { isNotification, toNotifiedTimes } from './reported-times.js';
import type { SessionComparison } from './session-power.js';

/**
 * Whether a notification reports more energy than can flow in its time: by the rule of charge detail
 * records. The record of a session is compared by cdr.
 */
export function compareNotifiedEnergy(
  fact: Fact,
  known: KnownOfSession,
  { limits, power }: SessionComparison,
): readonly FactFinding[] {
  const { energyKwh, evseId } = fact.says;
  if (!isNotification(fact) || energyKwh === undefined) return [];
  const isElsewhere = evseId !== undefined && power !== null && evseIdKey(evseId) !== power.evseKey;
  if (power?.state === 'pending' && !isElsewhere) return [];
  const flow = findFlow(fact, known, limits.CDR_TIME_TOLERANCE);
  if (flow === undefined) return [];
  const reported = { energyKwh: Number(energyKwh), ...flow, evseId: evseId ?? power?.evseKey };
  return compareEnergy(reported, isElsewhere ? undefined : power?.power, limits);
}

/**
 * In which time the energy flowed: between the times that the notification names, or in the duration that it names; else since
 * the earliest start that is known, or since we authorised it, when by two clocks nothing can have flowed before.
 */
function findFlow(fact: Fact, known: KnownOfSession, toleranceMs: number): Flow | undefined {
  const { chargingStart, chargingEnd, sessionStart, sessionEnd, eventOccurred } = toNotifiedTimes(fact);
  const namedEnd = chargingEnd ?? sessionEnd ?? eventOccurred;
  const end = namedEnd ?? Instant.at(fact.at);
  const start = chargingStart ?? sessionStart ?? known.earliestStart;
  const [authorised] = known.authorisations;
  return (
    toFlow(chargingStart, namedEnd) ??
    toDuration(fact.says.chargingDurationMs) ??
    toFlow(start, end) ??
    toFlow(authorised && Instant.at(Date.parse(authorised.at) - toleranceMs), end)
  );
}

type Flow = Pick<ReportedEnergy, 'elapsedMs' | 'isByMinutes'>;

function toFlow(start: Instant | undefined, end: Instant | undefined): Flow | undefined {
  const elapsedMs = elapsedBetween(start, end);
  if (elapsedMs === undefined) return undefined;
  return { elapsedMs, isByMinutes: isWrittenToMinute(start) && isWrittenToMinute(end) };
}

function toDuration(elapsedMs: number | undefined): Flow | undefined {
  return elapsedMs === undefined ? undefined : { elapsedMs, isByMinutes: elapsedMs % 60_000 === 0 };
}
