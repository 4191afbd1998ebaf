import type { ReportedTimes } from '#suite';
import { Instant } from '#oicp';
import type { Fact } from '../state/fact.js';

/** The times that a notification names, as far as they can be; older facts have only a start and an end. */
export interface NotifiedTimes extends ReportedTimes {
  readonly eventOccurred: Instant | undefined;
}

/** The times of a fact that was reported by a notification. */
export function toNotifiedTimes({ kind, says: { times, startedAt, endedAt } }: Fact): NotifiedTimes {
  const eventOccurred = parse(times?.eventOccurred);
  return {
    chargingStart: parse(times?.chargingStart),
    chargingEnd: parse(times?.chargingEnd),
    sessionStart: parse(times ? times.sessionStart : startedAt),
    sessionEnd: parse(times ? times.sessionEnd : endedAt),
    // What is said of an end or an error says nothing of energy: it may come long after.
    chargingAt: kind === 'charging' || kind === 'charging-started' ? eventOccurred : undefined,
    eventOccurred,
  };
}

/** Whether a fact was reported by a notification, and not by a charge detail record. */
export function isNotification({ source, kind }: Fact): boolean {
  return source === 'CPO' && kind !== 'recorded' && kind !== 'record-conflicted';
}

function parse(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : Instant.parse(text);
}
