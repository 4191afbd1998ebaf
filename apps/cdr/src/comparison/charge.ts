import { elapsedBetween, isWrittenToMinute, type CdrSummary } from '#suite';
import { identifiesCard, identifiesEvse, Instant, isLongAgo, meaningfulText, namedContract } from '#oicp';
import { keyText } from '#persistence';

/** Longer ones are compared with no other charge: their times are wrong, and everything lies within them. */
export const LONGEST_CHARGE_MS = 14 * 24 * 60 * 60_000;

/** ISO 8601 has no years of five digits. */
const LATEST_STORABLE_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Milliseconds since 1970. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** When a charge was, by two clocks: that of the world, and that on the wall of its place. */
export interface ChargingTime extends Interval {
  /** Whether its times have no offset: they are those on the wall, and nobody knows which of the world. */
  readonly isLocal: boolean;
  /** As the clock on the wall showed it. */
  readonly onWall: Interval;
}

/** What is compared of a charge detail record. */
export interface Charge {
  readonly sessionKey: string;
  /** As it was written. */
  readonly sessionId: string;
  readonly empSessionKey: string | null;
  /** The operator, and its own name of the session without blanks around it. */
  readonly cpoSessionKey: string | null;
  /** The latter as received. */
  readonly cpoPartnerSessionId: string | undefined;
  readonly uidKey: string | null;
  readonly evseKey: string | null;
  readonly evseId: string | undefined;
  /** The contract that the record itself names. */
  readonly evcoId: string | undefined;
  /** Cards and contracts that it names beside these. */
  readonly furtherUidKeys: readonly string[];
  readonly furtherEvcoIds: readonly string[];
  readonly chargingStart: Instant | undefined;
  readonly chargingEnd: Instant | undefined;
  readonly sessionStart: Instant | undefined;
  readonly sessionEnd: Instant | undefined;
  readonly operatorKey: string | null;
  /** When it charged, or else its session, where other charges can be compared with it: times in order, best with offsets. */
  readonly during: ChargingTime | undefined;
  /** How long it charged, in milliseconds; where the times of charging cannot be used, how long its session was. */
  readonly elapsed: number | undefined;
  /** Whether its times are written to the minute, and may each be up to a minute off. */
  readonly isByMinutes: boolean;
  /** The consumed energy; where it is missing, what the meter says. */
  readonly energyKwh: number | undefined;
}

/** Whether anything was charged: a reservation’s own record has no energy. */
export function hasEnergy({ energyKwh }: Pick<Charge, 'energyKwh'>): boolean {
  return energyKwh !== undefined && energyKwh > 0;
}

/** The keys by which a charge collides with others. */
export type CollisionKeys = Pick<Charge, 'uidKey' | 'evseKey'>;

/** Without a text that is written for any card or any EVSE: two records that have it share nothing. */
export function collisionKeys({ uidKey, evseKey }: CollisionKeys): CollisionKeys {
  return {
    uidKey: uidKey !== null && identifiesCard(uidKey) ? uidKey : null,
    evseKey: evseKey !== null && identifiesEvse(evseKey) ? evseKey : null,
  };
}

/** The record that a charge is read from. */
export interface ChargeSource {
  readonly sessionKey: string;
  readonly empSessionKey: string | null;
  readonly operatorKey: string | null;
  readonly uidKey: string | null;
  readonly evseKey: string | null;
  readonly summary: CdrSummary;
  /** Whether the contract in `summary` is that of our decision, and not the record’s own. */
  readonly attributed?: boolean | null;
  readonly furtherUidKeys?: readonly string[] | null;
  readonly furtherEvcoIds?: readonly string[] | null;
}

/** The times of a record, as they were written. */
export type TimeTexts = Pick<CdrSummary, 'chargingStart' | 'chargingEnd' | 'sessionStart' | 'sessionEnd'>;

/** When a stored record charged. */
export function readChargingTime(written: TimeTexts): ChargingTime | undefined {
  return toDuring(usableTimes(parseTimes(written)));
}

/** What is compared of a record. */
export function toCharge(source: ChargeSource): Charge {
  const { sessionKey, empSessionKey, operatorKey, summary } = source;
  const written = parseTimes(summary);
  const times = usableTimes(written);
  const { elapsed, isByMinutes } = findFirst(times, toElapsed) ?? {};
  return {
    sessionKey,
    empSessionKey,
    operatorKey,
    uidKey: meaningfulKey(source.uidKey),
    evseKey: meaningfulKey(source.evseKey),
    sessionId: summary.sessionId,
    cpoPartnerSessionId: summary.cpoPartnerSessionId,
    cpoSessionKey: toCpoSessionKey(operatorKey, summary.cpoPartnerSessionId),
    evseId: meaningfulText(summary.evseId),
    evcoId: source.attributed === true ? undefined : namedContract(summary.evcoId),
    furtherUidKeys: source.furtherUidKeys ?? [],
    furtherEvcoIds: (source.furtherEvcoIds ?? []).filter((each) => namedContract(each) !== undefined),
    ...written,
    during: toDuring(times),
    elapsed,
    isByMinutes: isByMinutes === true,
    energyKwh: toEnergy(summary),
  };
}

function toEnergy({ consumedEnergyKwh, meteredEnergyKwh }: CdrSummary): number | undefined {
  const energy = consumedEnergyKwh ?? meteredEnergyKwh;
  return energy === undefined ? undefined : Number(energy);
}

type WrittenTimes = Pick<Charge, 'chargingStart' | 'chargingEnd' | 'sessionStart' | 'sessionEnd'>;

function parseTimes({ chargingStart, chargingEnd, sessionStart, sessionEnd }: TimeTexts): WrittenTimes {
  return {
    chargingStart: parse(chargingStart),
    chargingEnd: parse(chargingEnd),
    sessionStart: parse(sessionStart),
    sessionEnd: parse(sessionEnd),
  };
}

function parse(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : Instant.parse(text);
}

function toCpoSessionKey(operatorKey: string | null, name: string | undefined): string | null {
  const own = meaningfulText(name)?.trim();
  return operatorKey === null || own === undefined ? null : keyText(`${operatorKey} ${own}`);
}

/** `null` for the key of a blank text, which earlier releases also stored. */
export function meaningfulKey(key: string | null): string | null {
  return meaningfulText(key ?? undefined) ?? null;
}

type Times = readonly [start: Instant, end: Instant];

/**
 * Between which times it may have charged, the best first: of those of charging each that can be used, with that of the
 * session in place of one that cannot; where these are out of order, the session’s own. Two times without offset are those
 * of one place, and say how long.
 */
function usableTimes({
  chargingStart,
  chargingEnd,
  sessionStart,
  sessionEnd,
}: WrittenTimes): readonly Times[] {
  const [start, end, first, last] = [chargingStart, chargingEnd, sessionStart, sessionEnd].map(unlessLongAgo);
  const pairs = [
    [start ?? first, end ?? last],
    [unlessLocal(start) ?? first, unlessLocal(end) ?? last],
    [first, last],
  ] as const;
  return pairs.flatMap(([from, to]) => (from === undefined || to === undefined ? [] : [[from, to] as const]));
}

function findFirst<T>(times: readonly Times[], read: (times: Times) => T | undefined): T | undefined {
  for (const each of times) {
    const found = read(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A time of a clock that was never set is as good as none. */
function unlessLongAgo(instant: Instant | undefined): Instant | undefined {
  return instant && !isLongAgo(instant) ? instant : undefined;
}

function unlessLocal(instant: Instant | undefined): Instant | undefined {
  return instant?.offsetMinutes === undefined ? undefined : instant;
}

function toDuring(times: readonly Times[]): ChargingTime | undefined {
  return (
    findFirst(times, (each) => toChargingTime(each, false)) ??
    findFirst(times, (each) => toChargingTime(each, true))
  );
}

/** Of two times that both have an offset, or both have none; of one that has none nobody knows how long before the other it was. */
function toChargingTime([start, end]: Times, isLocal: boolean): ChargingTime | undefined {
  if ([start, end].some(({ offsetMinutes }) => (offsetMinutes === undefined) !== isLocal)) return undefined;
  if (end.epochMs > LATEST_STORABLE_MS) return undefined;
  const elapsed = end.epochMs - start.epochMs;
  if (elapsed < 0 || elapsed > LONGEST_CHARGE_MS) return undefined;
  const onWall = { start: toWall(start), end: toWall(end) };
  return { start: start.epochMs, end: end.epochMs, isLocal, onWall };
}

function toWall({ epochMs, offsetMinutes = 0 }: Instant): number {
  return epochMs + offsetMinutes * 60_000;
}

/** In milliseconds, and whether both times are written to the minute. */
function toElapsed([start, end]: Times):
  { readonly elapsed: number; readonly isByMinutes: boolean } | undefined {
  const elapsed = elapsedBetween(start, end);
  if (elapsed === undefined) return undefined;
  return { elapsed, isByMinutes: isWrittenToMinute(start) && isWrittenToMinute(end) };
}
