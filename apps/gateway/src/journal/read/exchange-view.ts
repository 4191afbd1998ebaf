/** An exchange as the API shows it. */
export interface ExchangeView {
  readonly id: string;
  readonly at: string;
  readonly direction: 'inbound' | 'outbound';
  readonly operation: string;
  /** OperatorID of who called, or ProviderID as which we called. */
  readonly partner?: string;
  readonly peer?: string;
  readonly address?: string;
  readonly sessionId?: string;
  readonly evseId?: string;
  /** Card or contract, shortened. */
  readonly identification?: string;
  /** 0 where there was no HTTP answer. */
  readonly httpStatus: number;
  readonly code?: string;
  readonly processId?: string;
  readonly durationMs: number;
  readonly findings: readonly string[];
  readonly reason?: string;
  readonly traceId?: string;
}

export interface StoredExchange {
  readonly id: string;
  readonly at: string;
  readonly direction: 'inbound' | 'outbound';
  readonly operation: string;
  readonly partner: string | null;
  readonly peer: string | null;
  readonly address: string | null;
  readonly session_id: string | null;
  readonly evse_id: string | null;
  readonly identification: string | null;
  readonly http_status: number;
  readonly code: string | null;
  readonly process_id: string | null;
  readonly duration_ms: number;
  readonly findings: readonly string[];
  readonly reason: string | null;
  readonly trace_id: string | null;
}

export function exchangeView(stored: StoredExchange): ExchangeView {
  const { id, at, direction, operation, http_status: httpStatus, duration_ms: durationMs, findings } = stored;
  const known = {
    partner: stored.partner,
    peer: stored.peer,
    address: stored.address,
    sessionId: stored.session_id,
    evseId: stored.evse_id,
    identification: stored.identification,
    code: stored.code,
    processId: stored.process_id,
    reason: stored.reason,
    traceId: stored.trace_id,
  };
  const present = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
  return { id, at, direction, operation, httpStatus, durationMs, findings, ...present };
}
