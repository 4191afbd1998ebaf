import type { EntityManager } from 'typeorm';
import { meaningfulText, namedContract, storedSessionIdKeys, WIDEST_OFFSET_MS } from '#oicp';
import { ACCOUNT } from '../account.js';
import { notRefused, storedKeysIn } from '../sessions/find-known-session.js';
import { toSessionFacts, type SessionFacts, type SessionFactsRow } from '../sessions/session-facts.js';
import {
  collisionKeys,
  hasEnergy,
  LONGEST_CHARGE_MS,
  meaningfulKey,
  readChargingTime,
  type Charge,
  type ChargingTime,
  type TimeTexts,
} from './charge.js';
import type { Nearness, OtherCharge } from './compare-with-charges.js';

/** What the database knows of a charge’s session, and which other records may collide with it. */
export interface StoredContext {
  readonly session: SessionFacts | undefined;
  readonly others: readonly StoredCharge[];
}

export interface StoredCharge extends OtherCharge {
  /** Whether this release has stored or compared it; the release before may have stored it while it was replaced. */
  readonly isCompared: boolean;
}

interface OtherRow extends Omit<OtherCharge, 'during' | 'evseId' | 'evcoId' | 'energyKwh' | 'isReservation'> {
  readonly evseId: string | null;
  readonly evcoId: string | null;
  readonly times: TimeTexts;
  /** Kilowatt-hours, an exact decimal. */
  readonly energy: string | null;
  readonly isOfReservation: boolean;
  readonly isCompared: boolean;
}

interface ContextRow {
  /** Of the charge among those asked for. */
  readonly place: number;
  readonly session: SessionFactsRow | null;
  readonly others: readonly OtherRow[] | null;
}

/** More of them add nothing; the first by time, so that all of many that collide find the same. */
const MOST_OTHERS = 6;
/** What the release before stored so long ago is stored while it is replaced. */
export const REPLACED_WITHIN_MS = 24 * 60 * 60_000;
const OTHER = `other.session_key, other.emp_session_key, other.operator_key, other.cpo_session_key, other.uid_key,
  other.evse_key, other.charging_start, other.charging_end, other.session_known, other.summary`;
/** The other records with the key of a charge in this column. */
const sharing = (column: string, key: string): string => `(select ${OTHER} from cdr.record other
  where other.account = $1 and other.${column} = asked."${key}" and other.session_key <> asked."sessionKey"`;
/**
 * Those that charged at the same time, the first to end first: the index by key and times has all of this, so that of many no
 * more are read than are named. The lower limit, and no other, is a pair of key and time: without it PostgreSQL 18
 * overestimates the index (it allows for a skip scan), and with both limits in pairs the index by key and `listed_at` looks as
 * good. No charge that is compared is longer than $3.
 *
 * @param within SQL for milliseconds between the two that are still the same time
 */
const atOnce = (column: string, key: string, within = '0'): string => {
  const margin = `${within} * interval '1 ms'`;
  return `${sharing(column, key)}
    and (other.${column}, other.charging_end) >= (asked."${key}", asked.start)
    and other.charging_end <= asked."end" + ${margin} + $3 * interval '1 ms'
    and other.charging_start <= asked."end" + ${margin}
    order by other.charging_end, other.charging_start, other.session_key limit ${MOST_OTHERS})`;
};
/** The minute of a time as it was written, in the form of ISO 8601: what it shows on the wall, whatever its offset. */
const writtenMinute = (name: keyof TimeTexts): string =>
  `translate(substring(other.summary->>'${name}' from '\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d'), ' t', 'TT')`;
/**
 * At one EVSE also those with the same times on the wall where one of the two has no offset. Its times are stored as if they
 * were those of UTC, so that a charge with an offset looks for exactly these; one without looks for what is written alike, at
 * whatever offset. Each has rows of its own, so that charges at other times never use up those of another search.
 */
const AT_ONE_EVSE = `${atOnce('evse_key', 'evseKey')}
  union all
  ${sharing('evse_key', 'evseKey')}
    and other.charging_end = asked."wallEnd" and other.charging_start = asked."wallStart"
    order by other.session_key limit ${MOST_OTHERS})
  union all
  ${sharing('evse_key', 'evseKey')} and asked."wallMinute" is not null
    and other.charging_end between asked."end" - interval '${WIDEST_OFFSET_MS} ms'
      and asked."end" + interval '${WIDEST_OFFSET_MS} ms'
    and asked."wallMinute" in (${writtenMinute('chargingStart')}, ${writtenMinute('sessionStart')})
    order by other.charging_end, other.charging_start, other.session_key limit ${MOST_OTHERS})`;
/**
 * Of one operator’s name of a session the nearest in time on either side: some write one text everywhere. When one of them
 * charged may not be known.
 */
const OF_ONE_TRANSACTION = `${atOnce('cpo_session_key', 'cpoSessionKey', '$4')}
  union all
  ${sharing('cpo_session_key', 'cpoSessionKey')}
    and other.charging_end < asked.start and other.charging_end >= asked.start - $4 * interval '1 ms'
    order by other.charging_end desc, other.charging_start desc, other.session_key desc limit ${MOST_OTHERS})
  union all
  ${sharing('cpo_session_key', 'cpoSessionKey')} and other.charging_end is null
    order by other.charging_start, other.session_key limit ${MOST_OTHERS})
  union all
  ${sharing('cpo_session_key', 'cpoSessionKey')} and asked.start is null and other.charging_end is not null
    order by other.charging_end desc, other.charging_start desc, other.session_key desc limit ${MOST_OTHERS})`;

/**
 * The first record stays the bill, so the first of two of one session has to proceed before the second, also while
 * neither has a row to be locked. Function scans give rows in their order: all wait in the same.
 */
const LOCK = `pg_advisory_xact_lock(hashtextextended('cdr.record ' || asked."sessionKey", 0)) as locked,`;

/** By session key. One statement, however many charges. */
export async function readContexts(
  manager: EntityManager,
  charges: readonly Charge[],
  nearness: Nearness,
): Promise<ReadonlyMap<string, StoredContext>> {
  return toMap(charges, await readContextOfEach(manager, charges, nearness));
}

/** The same where several charges may be of one session: one context for each, in their order. */
export function readContextOfEach(
  manager: EntityManager,
  charges: readonly Charge[],
  nearness: Nearness,
): Promise<readonly StoredContext[]> {
  return read(manager, charges, nearness, '');
}

/** The same of charges that are to be stored; nobody else stores any of their sessions until the transaction ends. */
export async function lockContexts(
  manager: EntityManager,
  charges: readonly Charge[],
  nearness: Nearness,
): Promise<ReadonlyMap<string, StoredContext>> {
  const ordered = charges.toSorted((one, other) => (one.sessionKey < other.sessionKey ? -1 : 1));
  return toMap(ordered, await read(manager, ordered, nearness, LOCK));
}

async function read(
  manager: EntityManager,
  charges: readonly Charge[],
  { CDR_SAME_TRANSACTION_WITHIN }: Nearness,
  lock: string,
): Promise<readonly StoredContext[]> {
  if (charges.length === 0) return [];
  const rows = await manager.query<ContextRow[]>(
    `select * from (select ${lock} asked.place,
       (select jsonb_build_object('authorisations', known.authorisations, 'stopAcceptedAt', known.stop_accepted_at,
          'stopsAcceptedAt', known.stops_accepted_at,
          'isReservation', known.is_reservation,
          'byOwnName', jsonb_agg(known.authorisations) filter (where kind = 'emp') over ())
        from cdr.known_session known where account = $1
          and (kind = 'hbs' and key = any(asked."sessionKeys") or kind = 'emp' and key = any(asked."empSessionKeys"))
          and ${notRefused('known.authorisations')}
        order by kind desc, coalesce(known.authorisations, '[]') = '[]' limit 1) as session,
       (select jsonb_agg(jsonb_build_object('sessionKey', found.session_key, 'sessionId', found.summary->>'sessionId',
          'cpoSessionKey', found.cpo_session_key, 'uidKey', found.uid_key,
          'evseKey', found.evse_key, 'evseId', found.summary->>'evseId', 'evcoId', found.summary->>'evcoId',
          'operatorKey', found.operator_key, 'times', jsonb_strip_nulls(jsonb_build_object(
            'chargingStart', found.summary->'chargingStart', 'chargingEnd', found.summary->'chargingEnd',
            'sessionStart', found.summary->'sessionStart', 'sessionEnd', found.summary->'sessionEnd')),
          'energy', coalesce(found.summary->>'consumedEnergyKwh', found.summary->>'meteredEnergyKwh'),
          'isCompared', found.session_known is not null
            or (found.summary->>'receivedAt')::timestamptz > now() - interval '${REPLACED_WITHIN_MS} ms',
          'isOfReservation', (select coalesce(bool_or(is_reservation), false) from cdr.known_session
            where account = $1 and (kind = 'hbs' and key = any(${storedKeysIn('found.session_key')})
              or kind = 'emp' and key = any(${storedKeysIn('found.emp_session_key')}))
              and ${notRefused('authorisations')})))
        from (
          ${atOnce('uid_key', 'uidKey')} union all ${AT_ONE_EVSE} union all ${OF_ONE_TRANSACTION}
        ) found) as others
     from jsonb_to_recordset($2::jsonb) as asked (place integer, "sessionKey" text, "sessionKeys" text[],
       "empSessionKeys" text[], "uidKey" text, "evseKey" text, "cpoSessionKey" text, start timestamptz, "end" timestamptz,
       "wallStart" timestamptz, "wallEnd" timestamptz, "wallMinute" text)
     offset 0) context where session is not null or others is not null`,
    [
      ACCOUNT,
      JSON.stringify(charges.map((charge, place) => ({ place, ...toContextQuery(charge) }))),
      LONGEST_CHARGE_MS,
      CDR_SAME_TRANSACTION_WITHIN,
    ],
  );
  const found = new Map(rows.map((row) => [row.place, row]));
  return charges.map((_, place) => {
    const { session, others } = found.get(place) ?? {};
    return {
      session: session ? toSessionFacts(session) : undefined,
      others: onlyOnce((others ?? []).map(toOther)),
    };
  });
}

function toMap(
  charges: readonly Charge[],
  contexts: readonly StoredContext[],
): ReadonlyMap<string, StoredContext> {
  return new Map(
    charges.flatMap(({ sessionKey }, place) => {
      const context = contexts[place];
      return context ? [[sessionKey, context] as const] : [];
    }),
  );
}

function toContextQuery(charge: Charge): object {
  const { sessionKey, sessionId, empSessionKey, cpoSessionKey, during } = charge;
  const { uidKey, evseKey } = collisionKeys(charge);
  const sessionKeys = [sessionKey, ...storedSessionIdKeys(sessionId)];
  const empSessionKeys = empSessionKey === null ? [] : storedSessionIdKeys(empSessionKey);
  const times = during && toTimeQuery(during);
  return { sessionKey, sessionKeys, empSessionKeys, uidKey, evseKey, cpoSessionKey, ...times };
}

function toTimeQuery({ start, end, isLocal, onWall }: ChargingTime): object {
  const wallStart = new Date(onWall.start);
  const wall = isLocal
    ? { wallMinute: wallStart.toISOString().slice(0, 16) }
    : { wallStart, wallEnd: new Date(onWall.end) };
  return { start: new Date(start), end: new Date(end), ...wall };
}

function toOther({ times, evseId, evcoId, energy, isOfReservation, ...row }: OtherRow): StoredCharge {
  const energyKwh = energy === null ? undefined : Number(energy);
  return {
    ...row,
    uidKey: meaningfulKey(row.uidKey),
    evseKey: meaningfulKey(row.evseKey),
    evseId: meaningfulText(evseId ?? undefined),
    evcoId: namedContract(evcoId ?? undefined),
    energyKwh,
    isReservation: isOfReservation && !hasEnergy({ energyKwh }),
    during: readChargingTime(times),
  };
}

/** One that has the same card and EVSE is found by both. */
function onlyOnce(others: readonly StoredCharge[]): readonly StoredCharge[] {
  return [...new Map(others.map((each) => [each.sessionKey, each])).values()];
}
