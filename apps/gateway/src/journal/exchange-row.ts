import { randomUUID } from 'node:crypto';
import { evseIdKey, sessionIdKey } from '#oicp';
import { storableText } from '#persistence';
import { maskIdentity, maskText } from '#platform';
import type { Exchange } from './exchange.js';
import type { IdentityHash } from './identity-hash.js';
import { namesForJournal, shownPath } from './shown-identities.js';

/** Longer texts are a partner's mistake; their beginning says enough. */
const LONGEST = 500;

/** An exchange as a row of `gateway.exchange`, for `jsonb_to_recordset`. */
export type ExchangeRow = Readonly<Record<string, unknown>>;

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
export interface NotedExchange {
  readonly exchange: Exchange;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** However often it is written, it is one. */
  readonly id: string;
  readonly traceId: string | undefined;
}

export function noted(exchange: Exchange, traceId: string | undefined): NotedExchange {
  return { exchange, at: Date.now(), id: randomUUID(), traceId };
}

export function exchangeRow({ exchange, at, id, traceId }: NotedExchange, hash: IdentityHash): ExchangeRow {
  const { identification, violations = [] } = exchange;
  const { sessionId, evseId, partner, processId } = namesForJournal(exchange);
  return {
    at: new Date(at).toISOString(),
    id,
    direction: exchange.direction,
    operation: exchange.operation,
    partner: storable(partner),
    peer: storable(exchange.peer),
    address: storable(exchange.address),
    session_id: storable(sessionId),
    session_key: sessionId === undefined ? undefined : storable(sessionIdKey(sessionId)),
    evse_id: storable(evseId),
    evse_key: evseId === undefined ? undefined : storable(evseIdKey(evseId)),
    identification: identification === undefined ? undefined : storable(maskIdentity(identification)),
    identification_hash: identification === undefined ? undefined : hash.of(identification),
    http_status: exchange.httpStatus,
    code: storable(exchange.code),
    process_id: storable(processId),
    duration_ms: Math.round(exchange.durationMs * 10) / 10,
    findings: violations.slice(0, 50).map(({ code, pointer }) => storable(`${code} ${shownPath(pointer)}`)),
    // It may quote what HBS or a partner wrote.
    reason: storable(exchange.reason === undefined ? undefined : maskText(exchange.reason)),
    trace_id: traceId,
  };
}

/** The beginning of a text as PostgreSQL can hold it, whatever a partner sent. */
function storable(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storableText(text.length > LONGEST ? text.slice(0, LONGEST) : text);
}
