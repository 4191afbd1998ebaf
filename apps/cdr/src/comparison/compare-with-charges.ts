import { toFinding, type CdrFinding } from '#suite';
import { evseCountry, maybeSameContract, sessionIdKey } from '#oicp';
import { collisionKeys, hasEnergy, type Charge, type Interval } from './charge.js';

/** What is compared of the record of another session. */
export interface OtherCharge extends Pick<
  Charge,
  | 'sessionKey'
  | 'sessionId'
  | 'cpoSessionKey'
  | 'uidKey'
  | 'evseKey'
  | 'evseId'
  | 'operatorKey'
  | 'during'
  | 'energyKwh'
> {
  /** The contract, its own or that of our decision. */
  readonly evcoId: string | undefined;
  /** A reservation’s record says that a charging point was reserved, not that anybody charged. */
  readonly isReservation: boolean;
}

/** How near charges are that are compared, in milliseconds. */
export interface Nearness {
  readonly CDR_TIME_TOLERANCE: number;
  readonly CDR_SAME_TRANSACTION_WITHIN: number;
}

/** What comparing a charge with others gives. */
export interface ComparedCharges {
  readonly findings: readonly CdrFinding[];
  /** Keys of the sessions that the findings name. */
  readonly partners: readonly string[];
}

/** So many others are named in findings of one code: who has more has one problem, not a hundred. */
const MOST_NAMED = 3;

/** What a record and those of other sessions cannot both be: one charge billed twice, one card or EVSE at two at once. */
export function compareWithCharges(
  compared: OtherCharge & Pick<Charge, 'cpoPartnerSessionId'>,
  others: readonly OtherCharge[],
  nearness: Nearness,
): ComparedCharges {
  if (compared.isReservation) return { findings: [], partners: [] };
  const charge = { ...compared, ...collisionKeys(compared) };
  const named = new Map<string, number>();
  const partners = new Set<string>();
  const findings: CdrFinding[] = [];
  const sorted = others.toSorted((one, other) => (one.sessionKey < other.sessionKey ? -1 : 1));
  for (const other of sorted.filter((each) => !each.isReservation && !isSameSession(charge, each))) {
    const [own, its] = toOneClock(charge, { ...other, ...collisionKeys(other) });
    for (const finding of comparePair(own, its, nearness)) {
      const count = (named.get(finding.code) ?? 0) + 1;
      named.set(finding.code, count);
      if (count > MOST_NAMED) continue;
      findings.push(finding);
      partners.add(other.sessionKey);
    }
  }
  return { findings, partners: [...partners].sort() };
}

/** A charge with its times by a clock that the other one has too. */
interface TimedCharge extends Omit<OtherCharge, 'during'> {
  readonly during: Interval | undefined;
}

/**
 * Two charges by one clock. Times without offset are compared with one another where both are of one place: of one EVSE, or of
 * one operator in one country. Beside an offset, only equal times on the wall of one EVSE say anything.
 */
function toOneClock<C extends OtherCharge>(
  charge: C,
  other: OtherCharge,
): readonly [C | (Omit<C, 'during'> & TimedCharge), TimedCharge] {
  const [one, another] = [charge.during, other.during];
  const isOneEvse = isSame(charge.evseKey, other.evseKey);
  if (!one || !another || (!one.isLocal && !another.isLocal)) return [charge, other];
  if (one.isLocal && another.isLocal && (isOneEvse || areNear(charge, other))) return [charge, other];
  const isOneWall = isOneEvse && one.isLocal !== another.isLocal && isEqual(one.onWall, another.onWall);
  const during = isOneWall ? one.onWall : undefined;
  return [
    { ...charge, during },
    { ...other, during },
  ];
}

/** Whether one clock shows the time of both: an operator may have EVSEs in several countries. */
function areNear(one: OtherCharge, other: OtherCharge): boolean {
  if (one.evseKey === null || other.evseKey === null) return false;
  const [country, another] = [evseCountry(one.evseKey), evseCountry(other.evseKey)];
  return isSame(one.operatorKey, other.operatorKey) && country !== undefined && country === another;
}

function* comparePair(
  charge: TimedCharge & Pick<Charge, 'cpoPartnerSessionId'>,
  other: TimedCharge,
  nearness: Nearness,
): Iterable<CdrFinding> {
  const session = `session ${other.sessionId}`;
  const sameCard = isSame(charge.uidKey, other.uidKey);
  const sameEvse = isSame(charge.evseKey, other.evseKey);
  if (isSameTransaction(charge, other, nearness)) {
    yield toFinding(
      'same-charge',
      session,
      `the operator gives both as ${charge.cpoPartnerSessionId?.trim()}`,
    );
    return;
  }
  const { CDR_TIME_TOLERANCE: tolerance } = nearness;
  if (sameEvse && isSameDriver(charge, other) && isSameTime(charge.during, other.during, tolerance)) {
    yield toFinding('same-charge', session, 'the same driver, EVSE and time');
    return;
  }
  if (isOfNothing(charge) || isOfNothing(other) || !areAtOnce(charge.during, other.during, tolerance)) return;
  if (sameCard) yield toFinding('card-in-two-charges', session, other.evseId && `at EVSE ${other.evseId}`);
  if (sameEvse) yield toFinding('evse-in-two-charges', session);
}

/**
 * The same name given by the same operator, on the same day. Some operators count by charging point, or write one text for
 * everything: what has another driver or another EVSE, and another time, is another charge.
 */
function isSameTransaction(charge: TimedCharge, other: TimedCharge, nearness: Nearness): boolean {
  const { CDR_SAME_TRANSACTION_WITHIN, CDR_TIME_TOLERANCE } = nearness;
  if (!isSame(charge.cpoSessionKey, other.cpoSessionKey)) return false;
  if (distance(charge.during, other.during) > CDR_SAME_TRANSACTION_WITHIN) return false;
  const isOverlapping = overlap(charge.during, other.during);
  const isAtOnce = isOverlapping || isSameTime(charge.during, other.during, CDR_TIME_TOLERANCE);
  if (!isOtherDriver(charge, other)) return !isElsewhere(charge, other) || isAtOnce;
  return isSame(charge.evseKey, other.evseKey)
    ? isOverlapping
    : isSameTime(charge.during, other.during, CDR_TIME_TOLERANCE);
}

/** Of this session, stored by an earlier release under a key that it no longer has. */
function isSameSession(charge: TimedCharge, other: TimedCharge): boolean {
  return sessionIdKey(charge.sessionId) === sessionIdKey(other.sessionId);
}

function isSame(one: string | null, other: string | null): boolean {
  return one !== null && one === other;
}

/** By the card where both name one, else by the contract. */
function isSameDriver(one: TimedCharge, other: TimedCharge): boolean {
  if (one.uidKey !== null && other.uidKey !== null) return one.uidKey === other.uidKey;
  if (one.evcoId === undefined || other.evcoId === undefined) return false;
  return maybeSameContract(one.evcoId, other.evcoId);
}

function isOtherDriver(one: TimedCharge, other: TimedCharge): boolean {
  const areKnown =
    (one.uidKey !== null && other.uidKey !== null) ||
    (one.evcoId !== undefined && other.evcoId !== undefined);
  return areKnown && !isSameDriver(one, other);
}

/** Each names an EVSE, and not the same. */
function isElsewhere(one: TimedCharge, other: TimedCharge): boolean {
  return one.evseKey !== null && other.evseKey !== null && one.evseKey !== other.evseKey;
}

/** Two that follow each other closely, as after a plug that was loose, are two. */
function isSameTime(one: Interval | undefined, other: Interval | undefined, tolerance: number): boolean {
  if (!one || !other) return false;
  const isNear = Math.abs(one.start - other.start) <= tolerance && Math.abs(one.end - other.end) <= tolerance;
  return isEqual(one, other) || (isNear && overlap(one, other));
}

/** Whether there is a moment at which both charge; one that took no time may lie within the other. */
function overlap(one: Interval | undefined, other: Interval | undefined): boolean {
  return one !== undefined && other !== undefined && one.start < other.end && other.start < one.end;
}

/**
 * Whether both charge at once, and no difference of their clocks explains it: they would still overlap if one was moved by the
 * tolerance. A short charge in the middle of another stays there; of two with equal times the clocks agree.
 */
function areAtOnce(one: Interval | undefined, other: Interval | undefined, tolerance: number): boolean {
  if (!one || !other) return false;
  const apartAfter = Math.min(one.end - other.start, other.end - one.start);
  return isEqual(one, other) || apartAfter > tolerance;
}

function isEqual(one: Interval, other: Interval): boolean {
  return one.start === other.start && one.end === other.end;
}

/** A try that took no time and no energy occupied nothing. */
function isOfNothing(charge: TimedCharge): boolean {
  return charge.during?.start === charge.during?.end && !hasEnergy(charge);
}

/** Milliseconds between the end of one and the start of the other; none where a time is not known. */
function distance(one: Interval | undefined, other: Interval | undefined): number {
  if (!one || !other) return 0;
  return Math.max(0, Math.max(one.start, other.start) - Math.min(one.end, other.end));
}
