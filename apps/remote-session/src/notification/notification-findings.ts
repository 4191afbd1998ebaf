import { asSentence } from '#suite';
import {
  findImplausibilities,
  timeProblem,
  type Instant,
  type ReceivedChargingNotification,
  type TimeLimits,
  type Violation,
} from '#oicp';
import { shownText } from '#persistence';
import type { FactFinding } from '../state/fact.js';
import { consumedEnergy, readMeter } from './notified-energy.js';
import { describeRepeated, isRepeated, memberOf } from './notified-members.js';

/** More than a person will read. */
const MOST_VIOLATIONS = 20;

/** How long a session lasted is compared with all that is known of it; nothing says when a notification is late. */
const NO_LENGTHS: TimeLimits = {
  longestSessionMs: Number.POSITIVE_INFINITY,
  lateAfterMs: Number.POSITIVE_INFINITY,
};

/** What a person should look at in a notification alone: by the rules of charge detail records, and what was lost of it. */
export function findInNotification(
  value: ReceivedChargingNotification,
  violations: readonly Violation[],
  receivedAt: number,
): readonly FactFinding[] {
  return [...findImplausible(value, receivedAt), ...findLost(violations)].map(({ code, message }) => ({
    code,
    message: asSentence(shownText(message)),
  }));
}

function* findImplausible(value: ReceivedChargingNotification, receivedAt: number): Iterable<FactFinding> {
  const { ChargingStart, ChargingEnd, SessionStart, SessionEnd, EventOccurred } = value;
  const consumed = consumedEnergy(value);
  const { start, latest, latestName } = readMeter(value);
  const find = (record: Parameters<typeof findImplausibilities>[0]): readonly FactFinding[] =>
    findImplausibilities(record, new Date(receivedAt), NO_LENGTHS);
  const times = { ChargingStart, ChargingEnd, SessionStart, SessionEnd };
  for (const { code, message } of find({ ...times, ConsumedEnergy: consumed?.energy }))
    yield { code, message: consumed ? message.replace(/^ConsumedEnergy/, consumed.name) : message };
  yield* findImpossibleEvent(EventOccurred, receivedAt);
  // A value in between may be older than the energy beside it: only at the end both have to be the same.
  const isEnd = latestName === 'MeterValueEnd' && consumed?.name === 'ConsumedEnergy';
  const metered = find({ MeterValueStart: start, MeterValueEnd: latest, ConsumedEnergy: consumed?.energy });
  for (const { code, message } of metered)
    if (code === 'meter-runs-backwards' || (isEnd && code === 'energy-differs-from-meter'))
      yield { code, message: message.replace(/^MeterValueEnd/, latestName) };
}

/** The one time that a record does not have. */
function* findImpossibleEvent(time: Instant | undefined, receivedAt: number): Iterable<FactFinding> {
  const problem = time && timeProblem(time, receivedAt);
  if (problem === undefined) return;
  const code = problem === 'in the future' ? 'in-the-future' : 'time-implausible';
  yield { code, message: `EventOccurred is ${time?.text}, ${problem}` };
}

/** What could not be taken from it or may be meant otherwise, and what is wrong with its type. */
function findLost(violations: readonly Violation[]): readonly FactFinding[] {
  return violations
    .filter((each) => each.severity === 'loss' || isRepeated(each) || memberOf(each.pointer) === 'Type')
    .toSorted((one, other) => Number(isOfVendor(one)) - Number(isOfVendor(other)))
    .slice(0, MOST_VIOLATIONS)
    .map((each) => {
      const message = isRepeated(each) ? describeRepeated(each) : each.message;
      return { code: each.code, message: `${each.pointer || 'the whole'}: ${message}` };
    });
}

/** A member that OICP does not have: however many there are, they hide none that is used. */
function isOfVendor({ pointer }: Violation): boolean {
  return pointer !== '' && memberOf(pointer) === undefined;
}
