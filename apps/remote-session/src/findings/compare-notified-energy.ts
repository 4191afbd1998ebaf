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
 * In which time the energy flowed: between the times that the notification names. Else since the earliest start that is
 * known, or since we authorised it, when by two clocks nothing can have flowed before; or in the duration that the
 * notification names, where that is longer: it may be zero, of the last part only, or in seconds. It is never longer than
 * the time since we authorised it.
 */
function findFlow(fact: Fact, known: KnownOfSession, toleranceMs: number): Flow | undefined {
  const { chargingStart, chargingEnd, sessionStart, sessionEnd, eventOccurred } = toNotifiedTimes(fact);
  const namedEnd = chargingEnd ?? sessionEnd ?? eventOccurred;
  const end = namedEnd ?? Instant.at(fact.at);
  const start = chargingStart ?? sessionStart ?? known.earliestStart;
  const [authorised] = known.authorisations;
  const sinceAuthorised = toFlow(authorised && Instant.at(Date.parse(authorised.at) - toleranceMs), end);
  const duration = limitTo(sinceAuthorised, toDuration(fact.says.chargingDurationMs));
  return toFlow(chargingStart, namedEnd) ?? findLonger(toFlow(start, end) ?? sinceAuthorised, duration);
}

type Flow = Pick<ReportedEnergy, 'elapsedMs' | 'isByMinutes'>;

function toFlow(start: Instant | undefined, end: Instant | undefined): Flow | undefined {
  const elapsedMs = elapsedBetween(start, end);
  if (elapsedMs === undefined) return undefined;
  return { elapsedMs, isByMinutes: isWrittenToMinute(start) && isWrittenToMinute(end) };
}

/** A duration of zero says nothing: many operators fill the member so. */
function toDuration(elapsedMs = 0): Flow | undefined {
  return elapsedMs === 0 ? undefined : { elapsedMs, isByMinutes: elapsedMs % 60_000 === 0 };
}

function findLonger(one: Flow | undefined, other: Flow | undefined): Flow | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.elapsedMs > one.elapsedMs ? other : one;
}

function limitTo(most: Flow | undefined, flow: Flow | undefined): Flow | undefined {
  return most !== undefined && flow !== undefined && flow.elapsedMs > most.elapsedMs ? most : flow;
}
