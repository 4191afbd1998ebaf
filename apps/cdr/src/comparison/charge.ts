import { elapsedBetween, isWrittenToMinute, type CdrSummary } from '#suite';
import { Instant, isLongAgo } from '#oicp';
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
  readonly chargingStart: Instant | undefined;
  readonly chargingEnd: Instant | undefined;
  readonly sessionStart: Instant | undefined;
  readonly sessionEnd: Instant | undefined;
  /** When it charged, where other charges can be compared with it: its times have offsets and are in order. */
  readonly during: Interval | undefined;
  /** How long it charged, in milliseconds; where the times of charging are missing, how long its session was. */
  readonly elapsed: number | undefined;
  /** Whether its times are written to the minute, and may each be up to a minute off. */
  readonly isByMinutes: boolean;
  /** The consumed energy; where it is missing, what the meter says. */
  readonly energyKwh: number | undefined;
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
}

/** What is compared of a record. */
export function toCharge(source: ChargeSource): Charge {
  const { sessionKey, empSessionKey, operatorKey, uidKey, evseKey, summary } = source;
  const [chargingStart, chargingEnd] = [parse(summary.chargingStart), parse(summary.chargingEnd)];
  const [sessionStart, sessionEnd] = [parse(summary.sessionStart), parse(summary.sessionEnd)];
  const [start, end] = [chargingStart ?? sessionStart, chargingEnd ?? sessionEnd];
  return {
    sessionKey,
    empSessionKey,
    uidKey,
    evseKey,
    sessionId: summary.sessionId,
    cpoPartnerSessionId: summary.cpoPartnerSessionId,
    cpoSessionKey: toCpoSessionKey(operatorKey, summary.cpoPartnerSessionId),
    evseId: summary.evseId,
    evcoId: source.attributed === true ? undefined : summary.evcoId,
    chargingStart,
    chargingEnd,
    sessionStart,
    sessionEnd,
    during: toInterval(start, end),
    elapsed: elapsedBetween(start, end),
    isByMinutes: isWrittenToMinute(start) && isWrittenToMinute(end),
    energyKwh: toEnergy(summary),
  };
}

function toEnergy({ consumedEnergyKwh, meteredEnergyKwh }: CdrSummary): number | undefined {
  const energy = consumedEnergyKwh ?? meteredEnergyKwh;
  return energy === undefined ? undefined : Number(energy);
}

function parse(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : Instant.parse(text);
}

function toCpoSessionKey(operatorKey: string | null, name: string | undefined): string | null {
  const own = name?.trim() ?? '';
  return operatorKey === null || own === '' ? null : keyText(`${operatorKey} ${own}`);
}

/** Where it began and ended cannot be said of a time without offset, nor of one of a clock that was never set. */
function toInterval(start: Instant | undefined, end: Instant | undefined): Interval | undefined {
  if (start?.offsetMinutes === undefined || end?.offsetMinutes === undefined) return undefined;
  if (isLongAgo(start) || end.epochMs > LATEST_STORABLE_MS) return undefined;
  const elapsed = end.epochMs - start.epochMs;
  return elapsed < 0 || elapsed > LONGEST_CHARGE_MS ? undefined : { start: start.epochMs, end: end.epochMs };
}
