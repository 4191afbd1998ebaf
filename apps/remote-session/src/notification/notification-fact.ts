import { createHash } from 'node:crypto';
import type { ReceivedNotification } from '#suite';
import {
  canonicalContent,
  chargingNotification,
  firstPlausible,
  meaningfulText,
  namedMedia,
  type Instant,
  type Reading,
  type ReceivedChargingNotification,
  type Violation,
} from '#oicp';
import { shownText } from '#persistence';
import { driverMessages } from '../state/driver-messages.js';
import type { FactFinding, FactKind, FactSays } from '../state/fact.js';
import type { ReceivedFact } from '../store/session-facts.js';
import { findInNotification } from './notification-findings.js';
import { readEnergyKwh } from './notified-energy.js';
import { readTime, type PlausibleTime } from './plausible-time.js';
import { memberOf, withoutRepeatedEnergy } from './notified-members.js';

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
  const { at, findings } = timeOf(kind, value, receivedAt, violations);
  const says = toSays(kind, value, receivedAt, [
    ...findings,
    ...findInNotification(value, violations, receivedAt),
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
  violations: readonly Violation[],
): PlausibleTime {
  // A time that is there and cannot be read is lost, which is a finding already, and not missing.
  const read = (...names: readonly ('ChargingStart' | 'EventOccurred' | 'ChargingEnd' | 'SessionEnd')[]) => {
    const reported = names.map((name) => value[name]).find((time) => time !== undefined);
    const isLost = names.some((name) => isUnreadable(name, violations));
    return readTime(names[0] ?? '', reported, receivedAt, isLost);
  };
  switch (kind) {
    case 'charging-started':
      return read('ChargingStart');
    case 'charging':
      return read('EventOccurred');
    case 'charging-ended':
      return read('ChargingEnd', 'SessionEnd');
    default:
      return { at: receivedAt, findings: [] }; // errors and unknown types carry no time of their own
  }
}

function isUnreadable(name: string, violations: readonly Violation[]): boolean {
  return violations.some(
    ({ code, severity, pointer }) => severity === 'loss' && code !== 'missing' && memberOf(pointer) === name,
  );
}

function durationMs({ ChargingDuration }: ReceivedChargingNotification): number | undefined {
  return ChargingDuration !== undefined && ChargingDuration >= 0 ? ChargingDuration : undefined;
}

function toSays(
  kind: FactKind,
  value: ReceivedChargingNotification,
  receivedAt: number,
  findings: readonly FactFinding[],
): FactSays {
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
    energyKwh: readEnergyKwh(value),
    chargingDurationMs: durationMs(value),
    startedAt: firstPlausible([value.SessionStart, value.ChargingStart], receivedAt)?.text,
    endedAt: firstPlausible([value.SessionEnd, value.ChargingEnd], receivedAt)?.text,
    times: toTimes(value, receivedAt),
    ...reasonOf(kind, value),
    ...(findings.length > 0 && { findings }),
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

/** The same for every copy of a notification, however it was written; another for one that says anything else. */
function digestOf({ value, violations }: Reading<ReceivedChargingNotification>, bytes: Buffer): string {
  // By whatever name of the session: it is the session's own fact.
  const content = canonicalContent({ value: { ...value, SessionID: undefined }, violations }, bytes);
  return createHash('sha256').update(content).digest('base64url').slice(0, 22);
}
