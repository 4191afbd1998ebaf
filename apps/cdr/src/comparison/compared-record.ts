import type { EntityManager } from 'typeorm';
import type { CdrSummary } from '#suite';
import { ACCOUNT } from '../account.js';
import type { ChargeSource } from './charge.js';

/** A stored record as it is compared. */
export interface ComparedRecord extends ChargeSource {
  readonly sessionKnown: boolean | null;
  readonly sessionCompared: boolean | null;
  readonly comparedWith: readonly string[] | null;
}

/** What a comparison changes of a record. */
export interface RecordChange {
  readonly sessionKey: string;
  readonly summary: CdrSummary;
  readonly findingCodes: readonly string[];
  readonly evcoKey: string | null;
  readonly attributed: boolean;
  readonly sessionKnown: boolean | null;
  readonly sessionCompared: boolean | null;
  readonly comparedWith: readonly string[];
}

const COLUMNS = `session_key as "sessionKey", emp_session_key as "empSessionKey", operator_key as "operatorKey",
  uid_key as "uidKey", evse_key as "evseKey", summary, attributed, further_uid_keys as "furtherUidKeys",
  further_evco_ids as "furtherEvcoIds",
  session_compared as "sessionCompared", session_known as "sessionKnown",
  compared_with as "comparedWith"`;

/** The records of these sessions as they are compared; a session without one is left out. */
export async function findRecords(
  manager: EntityManager,
  sessionKeys: readonly string[],
): Promise<readonly ComparedRecord[]> {
  return await manager.query<ComparedRecord[]>(
    `select ${COLUMNS} from cdr.record where account = $1 and session_key = any($2::text[])`,
    [ACCOUNT, sessionKeys],
  );
}

/** The same, each locked until the transaction ends, in the order in which records are locked everywhere. */
export async function lockRecords(manager: EntityManager, sessionKeys: readonly string[]): Promise<void> {
  await manager.query(
    `select from cdr.record where account = $1 and session_key = any($2::text[])
     order by session_key collate "C" for update`,
    [ACCOUNT, sessionKeys],
  );
}

/** In records that are locked. */
export async function changeRecords(manager: EntityManager, changes: readonly RecordChange[]): Promise<void> {
  await manager.query(
    `update cdr.record set summary = change.summary, finding_codes = change."findingCodes",
       evco_key = change."evcoKey", attributed = change.attributed, session_known = change."sessionKnown",
       session_compared = change."sessionCompared",
       compared_with = change."comparedWith"
     from jsonb_to_recordset($2::jsonb) as change ("sessionKey" text, summary jsonb, "findingCodes" text[],
       "evcoKey" text, attributed boolean, "sessionKnown" boolean, "sessionCompared" boolean, "comparedWith" text[])
     where account = $1 and session_key = change."sessionKey"`,
    [ACCOUNT, JSON.stringify(changes)],
  );
}
