import { randomUUID } from 'node:crypto';
import { evseIdKey, sessionIdKey } from '#oicp';
import { shownText } from '#persistence';
import { maskIdentity, maskText } from '#platform';
import type { Exchange } from './exchange.js';
import type { IdentityHash } from './identity-hash.js';
import { maskNamesForJournal, maskPath } from './mask-identities.js';

/** An exchange as a row of `gateway.exchange`, for `jsonb_to_recordset`. */
export type ExchangeRow = Readonly<Record<string, unknown>>;

/** The columns and their types, for `jsonb_to_recordset`. */
export const rowColumns = [
  'at timestamptz',
  'id uuid',
  'direction text',
  'operation text',
  'partner text',
  'peer text',
  'address text',
  'session_id text',
  'session_key text',
  'evse_id text',
  'evse_key text',
  'identification text',
  'identification_hash bytea',
  'http_status integer',
  'code text',
  'process_id text',
  'duration_ms double precision',
  'findings text[]',
  'reason text',
  'trace_id text',
] as const;

/** An exchange that waits for its row. */
export interface PendingExchange {
  readonly exchange: Exchange;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Makes writing it twice harmless. */
  readonly id: string;
  readonly traceId: string | undefined;
}

/** Gives an exchange its time and id. */
export function toPendingExchange(exchange: Exchange, traceId: string | undefined): PendingExchange {
  return { exchange, at: Date.now(), id: randomUUID(), traceId };
}

/** The row of an exchange: identities masked and hashed, texts storable and limited to 500 characters. */
export function toExchangeRow(
  { exchange, at, id, traceId }: PendingExchange,
  hash: IdentityHash,
): ExchangeRow {
  const { identification, violations = [] } = exchange;
  const { sessionId, evseId, partner, processId } = maskNamesForJournal(exchange);
  return {
    at: new Date(at).toISOString(),
    id,
    direction: exchange.direction,
    operation: exchange.operation,
    partner: shownText(partner),
    peer: shownText(exchange.peer),
    address: shownText(exchange.address),
    session_id: shownText(sessionId),
    session_key: sessionId === undefined ? undefined : shownText(sessionIdKey(sessionId)),
    evse_id: shownText(evseId),
    evse_key: evseId === undefined ? undefined : shownText(evseIdKey(evseId)),
    identification: identification === undefined ? undefined : shownText(maskIdentity(identification)),
    identification_hash: identification === undefined ? undefined : hash.of(identification),
    http_status: exchange.httpStatus,
    code: shownText(exchange.code),
    process_id: shownText(processId),
    duration_ms: Math.round(exchange.durationMs * 10) / 10,
    findings: violations.slice(0, 50).map(({ code, pointer }) => shownText(`${code} ${maskPath(pointer)}`)),
    // May quote what HBS or a partner wrote.
    reason: shownText(exchange.reason === undefined ? undefined : maskText(exchange.reason)),
    trace_id: traceId,
  };
}
