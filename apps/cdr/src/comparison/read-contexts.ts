import type { EntityManager } from 'typeorm';
import { storedSessionIdKeys } from '#oicp';
import { ACCOUNT } from '../account.js';
import { storedKeysIn } from '../sessions/find-known-session.js';
import { toSessionFacts, type SessionFacts, type SessionFactsRow } from '../sessions/session-facts.js';
import { LONGEST_CHARGE_MS, type Charge } from './charge.js';
import type { OtherCharge } from './compare-with-charges.js';

/** What the database knows of a charge’s session, and which other records may collide with it. */
export interface StoredContext {
  readonly session: SessionFacts | undefined;
  readonly others: readonly OtherCharge[];
}

interface OtherRow extends Omit<OtherCharge, 'during' | 'evseId' | 'evcoId'> {
  readonly evseId: string | null;
  readonly evcoId: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

interface ContextRow {
  /** Of the charge among those asked for. */
  readonly place: number;
  readonly session: SessionFactsRow | null;
  readonly others: readonly OtherRow[] | null;
}

/** More of them say nothing more; the first by time, so that all of a heap see the same. */
const MOST_OTHERS = 6;
/** How far SessionEnd, by which records are listed and found here, may lie before ChargingEnd. */
const SESSION_END_EARLY = "interval '1 day'";
const OTHER = `other.session_key, other.emp_session_key, other.operator_key, other.cpo_session_key, other.uid_key,
  other.evse_key, other.charging_start, other.charging_end, other.summary`;
/**
 * In the order of the index by card or EVSE: of a heap, no more is read than is named. Compared in pairs, since the index of
 * the list by `listed_at` alone looks as good to PostgreSQL while it has no statistics.
 */
const atOnce = (key: string, value: string): string => `other.account = $1 and other.${key} = ${value}
  and (other.${key}, other.listed_at) >= (${value}, asked.start - ${SESSION_END_EARLY})
  and (other.${key}, other.listed_at) <= (${value}, asked."end" + $3 * interval '1 ms')
  and other.charging_end >= asked.start and other.charging_start <= asked."end"
  and other.session_key <> asked."sessionKey"
  order by other.listed_at, other.session_key limit ${MOST_OTHERS}`;

/**
 * The first record stays the bill, so the first of two of one session has to proceed before the second, also while
 * neither has a row to be locked. Function scans give rows in their order: all wait in the same.
 */
const LOCK = `pg_advisory_xact_lock(hashtextextended('cdr.record ' || asked."sessionKey", 0)) as locked,`;

/** By session key. One statement, however many charges. */
export async function readContexts(
  manager: EntityManager,
  charges: readonly Charge[],
): Promise<ReadonlyMap<string, StoredContext>> {
  return toMap(charges, await readContextOfEach(manager, charges));
}

/** The same for charges of which several may be of one session: one context for each, in their order. */
export function readContextOfEach(
  manager: EntityManager,
  charges: readonly Charge[],
): Promise<readonly StoredContext[]> {
  return read(manager, charges, '');
}

/** The same of charges that are to be stored; nobody else stores any of their sessions until the transaction ends. */
export async function lockContexts(
  manager: EntityManager,
  charges: readonly Charge[],
): Promise<ReadonlyMap<string, StoredContext>> {
  const ordered = charges.toSorted((one, other) => (one.sessionKey < other.sessionKey ? -1 : 1));
  return toMap(ordered, await read(manager, ordered, LOCK));
}

async function read(
  manager: EntityManager,
  charges: readonly Charge[],
  lock: string,
): Promise<readonly StoredContext[]> {
  if (charges.length === 0) return [];
  const rows = await manager.query<ContextRow[]>(
    `select * from (select ${lock} asked.place,
       (select jsonb_build_object('authorisations', known.authorisations, 'stopAcceptedAt', known.stop_accepted_at,
          'isReservation', known.is_reservation)
        from cdr.known_session known where account = $1
          and (kind = 'hbs' and key = any(asked."sessionKeys") or kind = 'emp' and key = any(asked."empSessionKeys"))
        order by kind desc, coalesce(known.authorisations, '[]') = '[]' limit 1) as session,
       (select jsonb_agg(jsonb_build_object('sessionKey', found.session_key, 'sessionId', found.summary->>'sessionId',
          'cpoSessionKey', found.cpo_session_key, 'uidKey', found.uid_key,
          'evseKey', found.evse_key, 'evseId', found.summary->>'evseId', 'evcoId', found.summary->>'evcoId',
          'start', found.charging_start, 'end', found.charging_end,
          'isReservation', (select coalesce(bool_or(is_reservation), false) from cdr.known_session
            where account = $1 and (kind = 'hbs' and key = any(${storedKeysIn('found.session_key')})
              or kind = 'emp' and key = any(${storedKeysIn('found.emp_session_key')})))))
        from (
          (select ${OTHER} from cdr.record other
           where ${atOnce('uid_key', 'asked."uidKey"')})
          union all
          (select ${OTHER} from cdr.record other
           where ${atOnce('evse_key', 'asked."evseKey"')})
          union all
          (select ${OTHER} from cdr.record other
           where other.account = $1 and other.cpo_session_key = asked."cpoSessionKey"
             and other.session_key <> asked."sessionKey"
           order by other.listed_at, other.session_key limit ${MOST_OTHERS})
        ) found) as others
     from jsonb_to_recordset($2::jsonb) as asked (place integer, "sessionKey" text, "sessionKeys" text[],
       "empSessionKeys" text[], "uidKey" text, "evseKey" text, "cpoSessionKey" text, start timestamptz, "end" timestamptz)
     offset 0) context where session is not null or others is not null`,
    [
      ACCOUNT,
      JSON.stringify(charges.map((charge, place) => ({ place, ...asked(charge) }))),
      LONGEST_CHARGE_MS,
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

function asked(charge: Charge): object {
  const { sessionKey, sessionId, empSessionKey, uidKey, evseKey, cpoSessionKey, during } = charge;
  const [start, end] = [during && new Date(during.start), during && new Date(during.end)];
  const sessionKeys = [sessionKey, ...storedSessionIdKeys(sessionId)];
  const empSessionKeys = empSessionKey === null ? [] : storedSessionIdKeys(empSessionKey);
  return { sessionKey, sessionKeys, empSessionKeys, uidKey, evseKey, cpoSessionKey, start, end };
}

function toOther({ start, end, evseId, evcoId, ...row }: OtherRow): OtherCharge {
  return {
    ...row,
    evseId: evseId ?? undefined,
    evcoId: evcoId ?? undefined,
    during: start === null || end === null ? undefined : { start: Date.parse(start), end: Date.parse(end) },
  };
}

/** One that has the same card and EVSE is found by both. */
function onlyOnce(others: readonly OtherCharge[]): readonly OtherCharge[] {
  return [...new Map(others.map((each) => [each.sessionKey, each])).values()];
}
