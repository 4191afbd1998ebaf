import type { CdrSummary, StoredCdr } from '#suite';
import {
  findSessionFindings,
  SESSION_NOT_COMPARED,
  UNKNOWN_SESSION,
} from '../comparison/session-findings.js';
import { findKnownSession } from '../sessions/find-known-session.js';
import { toSessionFacts, type SessionFactsRow } from '../sessions/session-facts.js';

/** The columns of a stored record, and what is known of its session by now. */
export const RECORD_COLUMNS = `record.session_key as "sessionKey", record.listed_at::text as "listedAt", record.summary,
  record.forwarded, record.pulled, record.variants, record.conflicts,
  coalesce(record.provider_id, known.provider_id) as "providerId",
  case when known.key is not null then jsonb_build_object('authorisations', known.authorisations,
    'stopAcceptedAt', known.stop_accepted_at, 'isReservation', known.is_reservation) end as session`;

/** SQL: the records, each with what is known of its session. */
export const RECORD_SOURCE = `cdr.record left join lateral (
  ${findKnownSession('key, provider_id, authorisations, stop_accepted_at, is_reservation', {
    account: 'record.account',
    sessionKey: 'record.session_key',
    sessionId: "record.summary->>'sessionId'",
    empSessionKey: 'record.emp_session_key',
  })}
) known on true`;

/** As the index of records whose session was not compared has it: only those are looked at. */
const MAYBE = 'record.session_compared is not true';

/** Conditions over {@link RECORD_SOURCE} for the findings that are not stored. */
export const FOUND_WHEN_ASKED: Readonly<Record<string, string>> = {
  [UNKNOWN_SESSION.code]: `${MAYBE} and known.key is null`,
  [SESSION_NOT_COMPARED.code]: `${MAYBE} and known.key is not null and coalesce(known.authorisations, '[]') = '[]'`,
};

/** A row of {@link RECORD_COLUMNS}. */
export interface RecordRow {
  readonly sessionKey: string;
  readonly listedAt: string;
  readonly summary: CdrSummary;
  readonly forwarded: number;
  readonly pulled: boolean;
  readonly variants: number;
  readonly conflicts: number;
  readonly providerId: string | null;
  readonly session: SessionFactsRow | null;
}

/** A record with the findings of now. */
export function toStoredCdr({ summary, session, providerId, ...row }: RecordRow): StoredCdr {
  const { forwarded, pulled, variants, conflicts } = row;
  return {
    ...summary,
    ...(providerId !== null && { providerId }),
    findings: [...findSessionFindings(session ? toSessionFacts(session) : undefined), ...summary.findings],
    forwarded,
    pulled,
    variants,
    conflicts,
  };
}
