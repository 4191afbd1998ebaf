import { timeProblem, type Instant } from '#oicp';
import type { FactFinding } from '../state/fact.js';

/** When a thing happened (milliseconds since 1970), and what is wrong with the time that was reported. */
export interface PlausibleTime {
  readonly at: number;
  readonly findings: readonly FactFinding[];
}

/**
 * When a thing happened that was reported at `receivedAt`. What a station reports is believed, the time that its clock
 * shows only where it can be: otherwise it happened when we received the report. A time that cannot be is a finding elsewhere,
 * with every other one of the notification; so is one that cannot be read.
 */
export function readTime(
  name: string,
  reported: Instant | undefined,
  receivedAt: number,
  isUnreadable: boolean,
): PlausibleTime {
  if (!reported && isUnreadable) return { at: receivedAt, findings: [] };
  if (!reported) {
    const message = `${name} is missing; the time of arrival counts.`;
    return { at: receivedAt, findings: [{ code: 'time-missing', message }] };
  }
  return {
    at: timeProblem(reported, receivedAt) === undefined ? reported.epochMs : receivedAt,
    findings: [],
  };
}
