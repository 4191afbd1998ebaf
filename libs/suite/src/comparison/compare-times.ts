import { earliestMoment, latestMoment, type Instant } from '#oicp';
import { describeAuthorisation, type Authorisation } from './compare-identity.js';
import { toFinding, type ComparisonFinding } from './to-finding.js';

/** The times that a record or a notification names. */
export interface ReportedTimes {
  /** When energy began to flow. */
  readonly chargingStart: Instant | undefined;
  /** When energy stopped flowing. */
  readonly chargingEnd: Instant | undefined;
  /** When energy still flowed, as a notification in between says. */
  readonly chargingAt?: Instant | undefined;
  /** When the cable was plugged in, or the driver identified. */
  readonly sessionStart: Instant | undefined;
  /** When the session ended, after `chargingEnd`. */
  readonly sessionEnd: Instant | undefined;
}

/** What we decided: the earliest authorisation first. */
export interface DecidedTimes {
  /** Each with the time of its decision. */
  readonly authorisations: readonly Authorisation[];
  /** When the stop that counts was accepted, ISO 8601. */
  readonly stopAcceptedAt: string | undefined;
}

/**
 * Whether charging began before we authorised it, or went on after an accepted stop, by more than the tolerance. That a
 * session began before (the cable comes first) or ended later is lawful. Where ChargingStart or ChargingEnd does not say
 * it, another time may: what was over before the authorisation began before it too.
 *
 * @param tolerance milliseconds by which clocks may differ
 */
export function* compareTimes(
  { chargingStart, chargingEnd, chargingAt, sessionStart, sessionEnd }: ReportedTimes,
  { authorisations, stopAcceptedAt }: DecidedTimes,
  tolerance: number,
): Iterable<ComparisonFinding> {
  const [first] = authorisations;
  if (first !== undefined) {
    const isTooEarly = (time: Instant): boolean => latestMoment(time) < Date.parse(first.at) - tolerance;
    const detail =
      describeTime({ ChargingStart: chargingStart }, isTooEarly) ??
      describeTime({ EventOccurred: chargingAt }, isTooEarly, 'energy flowed by then, ') ??
      describeTime({ ChargingEnd: chargingEnd, SessionEnd: sessionEnd }, isTooEarly, 'it was over by then, ');
    if (detail !== undefined)
      yield toFinding('charging-before-authorisation', describeAuthorisation(first), detail);
  }
  if (stopAcceptedAt !== undefined) {
    const isTooLate = (time: Instant): boolean =>
      earliestMoment(time) > Date.parse(stopAcceptedAt) + tolerance;
    const begun = 'it only began after it, ';
    const detail =
      describeTime({ ChargingEnd: chargingEnd }, isTooLate) ??
      describeTime({ EventOccurred: chargingAt }, isTooLate, 'energy still flowed, ') ??
      describeTime({ ChargingStart: chargingStart, SessionStart: sessionStart }, isTooLate, begun);
    if (detail !== undefined)
      yield toFinding('charging-after-stop', `the stop accepted at ${stopAcceptedAt}`, detail);
  }
}

/** The first of these times that is out of order; one without offset is only where no offset puts it right. */
function describeTime(
  times: Readonly<Record<string, Instant | undefined>>,
  isWrong: (time: Instant) => boolean,
  before = '',
): string | undefined {
  for (const [name, instant] of Object.entries(times))
    if (instant !== undefined && isWrong(instant)) return `${before}${name} is ${instant.text}`;
  return undefined;
}
