import { asSentence } from '#suite';
import { findImplausibilities } from '#oicp';
import type { Fact, FactFinding } from '../state/fact.js';
import type { KnownOfSession } from './known-of-session.js';
import { toNotifiedTimes } from './reported-times.js';

/**
 * Whether a session lasted longer than the limit by a notification, since the start that it names or the earliest that is
 * known: by the rule of charge detail records.
 */
export function compareLength(
  fact: Fact,
  { earliestStart }: KnownOfSession,
  longestSessionMs: number,
): readonly FactFinding[] {
  const { chargingStart, chargingEnd, sessionStart, sessionEnd, eventOccurred } = toNotifiedTimes(fact);
  const lasted = {
    SessionStart: sessionStart ?? chargingStart ?? earliestStart,
    SessionEnd: sessionEnd ?? chargingEnd ?? eventOccurred,
  };
  const limits = { longestSessionMs, lateAfterMs: Number.POSITIVE_INFINITY };
  return findImplausibilities(lasted, new Date(fact.receivedAt), limits)
    .filter(({ code }) => code === 'session-too-long')
    .map(({ code, message }) => ({ code, message: asSentence(message) }));
}
