import type { CdrSummary, StoredCdr } from '#messaging';
import { UNKNOWN_SESSION } from '../records/findings.js';

/** The columns of a stored record, and what is known of its session by now. */
export const RECORD_COLUMNS = `record.session_key as "sessionKey", record.listed_at::text as "listedAt", record.summary,
  record.forwarded, record.pulled, record.variants, record.conflicts,
  coalesce(record.provider_id, known.provider_id) as "providerId", known.key is not null as known`;

export const RECORD_SOURCE = `cdr.record left join lateral (
  select key, provider_id from cdr.known_session
  where account = record.account
    and ((kind = 'hbs' and key = record.session_key) or (kind = 'emp' and key = record.emp_session_key))
  order by kind desc limit 1
) known on true`;

export interface RecordRow {
  readonly sessionKey: string;
  readonly listedAt: string;
  readonly summary: CdrSummary;
  readonly forwarded: number;
  readonly pulled: boolean;
  readonly variants: number;
  readonly conflicts: number;
  readonly providerId: string | null;
  readonly known: boolean;
}

/** A record with the findings of now. */
export function viewOf({ summary, known, providerId, ...row }: RecordRow): StoredCdr {
  const { forwarded, pulled, variants, conflicts } = row;
  return {
    ...summary,
    ...(providerId !== null && { providerId }),
    findings: known ? summary.findings : [UNKNOWN_SESSION, ...summary.findings],
    forwarded,
    pulled,
    variants,
    conflicts,
  };
}
