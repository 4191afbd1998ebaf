import { nextPowerRetry, type EvsePower } from '#suite';
import type { SessionPower } from '../findings/session-power.js';

/** What evse-sync answered for the power of an EVSE: `undefined` where it has no such EVSE, `unanswered` where it did not say. */
export type PowerAnswer = Omit<EvsePower, 'evseId'> | 'unanswered' | undefined;

/** The power of a session’s EVSE after an answer, and in how many milliseconds it is asked for again. */
export interface AnsweredPower {
  readonly power: SessionPower;
  readonly retryAfterMs?: number | undefined;
}

/**
 * What an answer changes in what is known of the power of a session’s EVSE.
 *
 * @returns `undefined` where it changes nothing: two replicas may ask at once, and a known power stays known, also where the
 * other one received no answer, or asked before the pull that brought the EVSE
 */
export function takeAnswer(asked: SessionPower, answer: PowerAnswer): AnsweredPower | undefined {
  const { evseKey, attempts } = asked;
  if (typeof answer === 'object') {
    const { maxPowerKw, hasMegawattPlug } = answer;
    return { power: { evseKey, state: 'known', power: { maxPowerKw, hasMegawattPlug }, attempts } };
  }
  if (asked.state === 'known') return undefined;
  const state = answer ?? 'unknown';
  const retry = nextPowerRetry(attempts, state);
  return { power: { evseKey, state, attempts: retry?.attempts ?? attempts }, retryAfterMs: retry?.delayMs };
}
