import type { EntityManager } from 'typeorm';
import { ACCOUNT } from '../account.js';
import type { ComparedNew } from '../comparison/compare-new.js';
import { toChange } from '../comparison/compare-stored.js';
import { isCompared } from '../sessions/session-facts.js';
import { earlierKeysOf } from './earlier-keys.js';
import type { ParsedCdr } from './parsed-cdr.js';
import type { ReceivedContent, CountedCopies, StoredSession } from './classified-batch.js';

/** A record of a session that had none, and what it was found to be. */
export interface NewRecord {
  readonly cdr: ParsedCdr;
  readonly compared: ComparedNew;
}

/**
 * Creates the records of sessions that have none, under any key that they may be stored with. Of several transactions at
 * once one creates a record, the others wait for its commit: all take the keys in the same order, so that none waits in a
 * circle. Every earlier key is looked up alone: PostgreSQL,
 * while it has no statistics, otherwise reads all records for each.
 *
 * Each is to be compared again once this is committed, and so are those that it was found to collide with: of two that are
 * stored at once by two replicas, neither has seen the other. A moment later: a page is stored before it is compared.
 *
 * @param firsts at most one of a session
 * @returns the keys of those created
 */
export async function createRecords(
  manager: EntityManager,
  firsts: readonly NewRecord[],
): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ sessionKey: string }[]>(
    `with created as (
       insert into cdr.record (account, session_key, facts_digest, emp_session_key, provider_id, evse_key, evco_key,
         uid_key, operator_key, charging_start, charging_end, cpo_session_key, consumed_energy_kwh, listed_at, summary,
         finding_codes, attributed, further_uid_keys, further_evco_ids, session_known, session_compared, compared_with, forwarded, pulled)
       select $1, "sessionKey", "factsDigest", "empSessionKey", "providerId", "evseKey", "evcoKey",
         "uidKey", "operatorKey", "chargingStart", "chargingEnd", "cpoSessionKey", "consumedEnergyKwh", "listedAt",
         summary, "findingCodes", attributed, "furtherUidKeys", "furtherEvcoIds", "sessionKnown", "sessionCompared", "comparedWith", forwarded, pulled
       from jsonb_to_recordset($2::jsonb) as received (
         "sessionKey" text, "factsDigest" text, "empSessionKey" text, "providerId" text, "evseKey" text, "evcoKey" text,
         "uidKey" text, "operatorKey" text, "chargingStart" timestamptz, "chargingEnd" timestamptz, "cpoSessionKey" text,
         "consumedEnergyKwh" numeric, "listedAt" timestamptz, summary jsonb, "findingCodes" text[], attributed boolean,
         "furtherUidKeys" text[], "furtherEvcoIds" text[], "sessionKnown" boolean, "sessionCompared" boolean, "comparedWith" text[], forwarded integer, pulled boolean, "earlierKeys" text[])
       where not exists (select from unnest("earlierKeys") as earlier, lateral (
         select from cdr.record where account = $1 and session_key = earlier limit 1) as stored offset 0)
       order by "sessionKey" collate "C"
       on conflict (account, session_key) do nothing
       returning session_key, compared_with
     ), due as (
       insert into cdr.comparison (account, session_keys, due_at)
       select $1, array_agg(key), now() + interval '1 s' from (
         select session_key as key from created union select unnest(compared_with) from created
       ) named having count(*) > 0
     )
     select session_key as "sessionKey" from created`,
    [ACCOUNT, JSON.stringify(firsts.map(columnsOf))],
  );
  return new Set(rows.map(({ sessionKey }) => sessionKey));
}

/** Without the bytes and what was read from them, which belong to its content. */
function columnsOf({ cdr, compared }: NewRecord): object {
  const { charge, comparison, summary, session } = compared;
  const { start, end } = charge.during ?? {};
  return {
    ...cdr,
    received: undefined,
    reading: undefined,
    ...toChange(cdr.sessionKey, summary, comparison),
    earlierKeys: earlierKeysOf(cdr),
    chargingStart: start && new Date(start),
    chargingEnd: end && new Date(end),
    cpoSessionKey: charge.cpoSessionKey,
    attributed: charge.evcoId === undefined && summary.evcoId !== undefined,
    sessionKnown: session !== undefined,
    sessionCompared: isCompared(session),
    forwarded: cdr.received.source === 'forwarded' ? 1 : 0,
    pulled: cdr.received.source === 'pulled',
  };
}

/** What is stored of these sessions, each locked until the transaction ends. */
export async function lockSessions(
  manager: EntityManager,
  sessionKeys: readonly string[],
): Promise<ReadonlyMap<string, StoredSession>> {
  if (sessionKeys.length === 0) return new Map();
  const parameters = [ACCOUNT, sessionKeys];
  await manager.query(
    `select from cdr.record where account = $1 and session_key = any($2::text[])
     order by session_key collate "C" for update`,
    parameters,
  );
  // A statement of its own: only what begins after the locks are held sees what their holders before us committed.
  const rows = await manager.query<(StoredSession & { sessionKey: string })[]>(
    `select session_key as "sessionKey", false as created, record.facts_digest as "factsDigest", record.summary,
       jsonb_agg(jsonb_build_object(
         'contentDigest', content.content_digest, 'factsDigest', content.facts_digest)) as contents
     from cdr.record join cdr.content using (account, session_key)
     where account = $1 and session_key = any($2::text[])
     group by account, session_key`,
    parameters,
  );
  return new Map(rows.map(({ sessionKey, ...session }) => [sessionKey, session]));
}

/** Stores contents that are new, and counts those that are not. */
export async function writeContents(
  manager: EntityManager,
  contents: readonly ReceivedContent[],
): Promise<void> {
  const column = <T>(of: (content: ReceivedContent) => T): T[] => contents.map(of);
  await manager.query(
    `insert into cdr.content as stored
       (account, session_key, content_digest, facts_digest, kind, raw, reading, summary, forwarded, pulled)
     select $1, received.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::jsonb[],
       $8::jsonb[], $9::integer[], $10::boolean[]) as received
     on conflict (account, session_key, content_digest) do update
       set forwarded = stored.forwarded + excluded.forwarded, pulled = stored.pulled or excluded.pulled`,
    [
      ACCOUNT,
      column(({ cdr }) => cdr.sessionKey),
      column(({ cdr }) => cdr.contentDigest),
      column(({ cdr }) => cdr.factsDigest),
      column(({ kind }) => kind),
      column(({ cdr }) => cdr.received.bytes),
      column(({ cdr }) => cdr.reading),
      column(({ cdr }) => JSON.stringify(cdr.summary)),
      column(({ forwarded }) => forwarded),
      column(({ pulled }) => pulled),
    ],
  );
}

/** Counts copies in records that are locked. */
export async function countCopies(manager: EntityManager, copies: readonly CountedCopies[]): Promise<void> {
  if (copies.length === 0) return;
  await manager.query(
    `update cdr.record set forwarded = record.forwarded + received.forwarded, pulled = record.pulled or received.pulled,
       variants = record.variants + received.variants, conflicts = record.conflicts + received.conflicts,
       provider_id = coalesce(record.provider_id, received."providerId")
     from jsonb_to_recordset($2::jsonb) as received (
       "sessionKey" text, forwarded integer, pulled boolean, variants integer, conflicts integer, "providerId" text)
     where account = $1 and session_key = received."sessionKey"`,
    [ACCOUNT, JSON.stringify(copies)],
  );
}
