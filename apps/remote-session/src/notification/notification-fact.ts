import { createHash } from 'node:crypto';
import { asSentence, type ReceivedNotification } from '#suite';
import {
  canonicalContent,
  chargingNotification,
  firstPlausible,
  meaningfulText,
  namedMedia,
  timeProblem,
  type Instant,
  type Reading,
  type ReceivedChargingNotification,
  type Violation,
} from '#oicp';
import { shownText } from '#persistence';
import { driverMessages } from '../state/driver-messages.js';
import type { FactFinding, FactKind, FactSays } from '../state/fact.js';
import type { ReceivedFact } from '../store/session-facts.js';
import { readTime } from './plausible-time.js';
import { isRepeated, withoutRepeatedEnergy } from './repeated-members.js';

/** What a notification says, and the session that it names. */
export interface ParsedNotification {
  readonly sessionId: string;
  readonly fact: ReceivedFact;
}

/** Parses a notification as received. Whatever is wrong with it is a finding; it is never refused for that. */
export function parseNotification(
  bytes: Buffer,
  about: ReceivedNotification,
): ParsedNotification | undefined {
  const read = chargingNotification.read(bytes);
  const { violations } = read;
  const value = withoutRepeatedEnergy(read.value, violations);
  const sessionId = meaningfulText(value.SessionID);
  if (sessionId === undefined) return undefined;
  const receivedAt = Date.parse(about.receivedAt);
  const kind = kindOf(value);
  const { at, findings } = timeOf(kind, value, receivedAt);
  const says = toSays(kind, value, receivedAt, [
    ...findings,
    ...findImplausibilities(value, receivedAt),
    ...toFindings(value, violations),
  ]);
  const fact: ReceivedFact = {
    kind,
    key: `${kind} ${digestOf(read, bytes)}`,
    at,
    receivedAt,
    source: 'CPO',
    processId: about.processId,
    says,
    raw: bytes,
  };
  return { sessionId, fact };
}

function kindOf({ Type, ErrorType }: ReceivedChargingNotification): FactKind {
  switch (Type?.toLowerCase()) {
    case 'start':
      return 'charging-started';
    case 'progress':
      return 'charging';
    case 'end':
      return 'charging-ended';
    case 'error':
      return ErrorType === 'CriticalError' ? 'charging-broke-off' : 'charging-disturbed';
    default:
      return 'notified';
  }
}

function timeOf(
  kind: FactKind,
  value: ReceivedChargingNotification,
  receivedAt: number,
): { at: number; findings: readonly FactFinding[] } {
  switch (kind) {
    case 'charging-started':
      return readTime('ChargingStart', value.ChargingStart, receivedAt);
    case 'charging':
      return readTime('EventOccurred', value.EventOccurred, receivedAt);
    case 'charging-ended':
      return readTime('ChargingEnd', value.ChargingEnd ?? value.SessionEnd, receivedAt);
    default:
      return { at: receivedAt, findings: [] }; // errors and unknown types carry no time of their own
  }
}

function toSays(
  kind: FactKind,
  value: ReceivedChargingNotification,
  receivedAt: number,
  findings: readonly FactFinding[],
): FactSays {
  const energy = value.ConsumedEnergy ?? value.ConsumedEnergyProgress;
  const {
    uids: [uid, ...furtherUids],
    evcoIds: [evcoId, ...furtherEvcoIds],
  } = namedMedia(value.Identification);
  return {
    sessionId: shownText(meaningfulText(value.SessionID)),
    empPartnerSessionId: shownText(meaningfulText(value.EMPPartnerSessionID)),
    cpoPartnerSessionId: shownText(meaningfulText(value.CPOPartnerSessionID)),
    evseId: shownText(meaningfulText(value.EvseID)),
    operatorId: shownText(meaningfulText(value.OperatorID)),
    partnerProductId: shownText(meaningfulText(value.PartnerProductID)),
    ...(uid !== undefined && { uid: shownText(uid) }),
    ...(evcoId !== undefined && { evcoId: shownText(evcoId) }),
    ...(furtherUids.length > 0 && { furtherUids: furtherUids.map((each) => shownText(each)) }),
    ...(furtherEvcoIds.length > 0 && { furtherEvcoIds: furtherEvcoIds.map((each) => shownText(each)) }),
    energyKwh: energy?.isNegative() === true ? undefined : energy?.toFixed(),
    startedAt: firstPlausible([value.SessionStart, value.ChargingStart], receivedAt)?.text,
    endedAt: firstPlausible([value.SessionEnd, value.ChargingEnd], receivedAt)?.text,
    times: toTimes(value, receivedAt),
    ...reasonOf(kind, value),
    ...(findings.length > 0 && {
      findings: findings.map(({ code, message }) => ({ code, message: asSentence(message) })),
    }),
  };
}

/** Each by its own name, where it can be: when charging began is compared with when we authorised it. */
function toTimes(value: ReceivedChargingNotification, receivedAt: number): FactSays['times'] {
  const { ChargingStart, ChargingEnd, SessionStart, SessionEnd, EventOccurred } = value;
  const plausible = (time: Instant | undefined): string | undefined =>
    firstPlausible([time], receivedAt)?.text;
  return {
    chargingStart: plausible(ChargingStart),
    chargingEnd: plausible(ChargingEnd),
    sessionStart: plausible(SessionStart),
    sessionEnd: plausible(SessionEnd),
    eventOccurred: plausible(EventOccurred),
  };
}

function reasonOf(
  kind: FactKind,
  { ErrorType }: ReceivedChargingNotification,
): Pick<FactSays, 'reasonCode' | 'reason'> {
  if (kind === 'charging-ended') return { reasonCode: 'CHARGING_ENDED', reason: driverMessages.ended };
  if (kind === 'charging-broke-off')
    return { reasonCode: 'CHARGING_BROKE_OFF', reason: driverMessages.brokeOff };
  if (kind !== 'charging-disturbed') return {};
  return ErrorType === 'ConnectorError'
    ? { reasonCode: 'CONNECTOR_ERROR', reason: driverMessages.disturbed }
    : {};
}

function* findImplausibilities(
  value: ReceivedChargingNotification,
  receivedAt: number,
): Iterable<FactFinding> {
  const { ChargingStart, ChargingEnd, SessionStart, SessionEnd, ConsumedEnergy, ConsumedEnergyProgress } =
    value;
  for (const [start, end] of [
    [ChargingStart, ChargingEnd],
    [SessionStart, SessionEnd],
  ] as const) {
    if (!isBefore(end, start)) continue;
    yield {
      code: 'ends-before-start',
      message: `the end (${end?.text}) lies before the start (${start?.text})`,
    };
  }
  const { EventOccurred } = value;
  const times = { ChargingStart, ChargingEnd, SessionStart, SessionEnd, EventOccurred };
  for (const [name, time] of Object.entries(times)) {
    const problem = time && timeProblem(time, receivedAt);
    if (problem !== undefined)
      yield { code: 'time-implausible', message: `${name} is ${time?.text}, ${problem}` };
  }
  const energy = ConsumedEnergy ?? ConsumedEnergyProgress;
  if (energy?.isNegative() === true && !energy.isZero())
    yield { code: 'negative-energy', message: `the consumed energy is ${energy.toFixed()} kWh` };
}

function isBefore(one: Instant | undefined, other: Instant | undefined): boolean {
  return one !== undefined && other !== undefined && one.epochMs < other.epochMs;
}

/** What could not be taken from it or may be meant otherwise, and a type that nobody knows. */
function toFindings({ Type }: ReceivedChargingNotification, violations: readonly Violation[]): FactFinding[] {
  return violations
    .filter(
      (each) =>
        each.severity === 'loss' || isRepeated(each) || (each.pointer === '/Type' && Type !== undefined),
    )
    .slice(0, 20)
    .map(({ code, pointer, message }) => ({
      code,
      message: shownText(`${pointer || 'the whole'}: ${message}`),
    }));
}

/** The same for every copy of a notification, however it was written; another for one that says anything else. */
function digestOf({ value, violations }: Reading<ReceivedChargingNotification>, bytes: Buffer): string {
  // By whatever name of the session: it is the session's own fact.
  const content = canonicalContent({ value: { ...value, SessionID: undefined }, violations }, bytes);
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}
