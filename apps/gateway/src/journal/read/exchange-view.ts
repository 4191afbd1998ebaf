import { z } from 'zod';

/** An exchange as the API shows it. */
export const exchange = z.object({
  id: z.string(),
  at: z.string().describe('When it began, ISO 8601 in UTC, with microseconds.'),
  direction: z.enum(['inbound', 'outbound']).describe('`inbound`: HBS called; `outbound`: we did.'),
  operation: z.string().describe('Such as `authorizeStart`; a call that was turned away has one, too.'),
  partner: z.string().optional().describe('OperatorID of who called, or ProviderID as which we called.'),
  peer: z.string().optional().describe('The name in the certificate of the caller.'),
  address: z.string().optional().describe('The address from which was called.'),
  sessionId: z.string().optional(),
  evseId: z.string().optional(),
  identification: z.string().optional().describe('Card or contract, shortened so that it names nobody.'),
  httpStatus: z.int().describe('0 where there was no HTTP answer.'),
  code: z.string().optional().describe('Status code of OICP.'),
  processId: z.string().optional().describe('HBS’s handle for it, which its support asks for.'),
  durationMs: z.number().describe('Milliseconds until it was answered.'),
  findings: z
    .array(z.string())
    .readonly()
    .describe('What did not conform to OICP and was taken all the same.'),
  reason: z.string().optional().describe('Why it was refused or failed.'),
  traceId: z.string().optional().describe('Finds every log line about it, in all services.'),
});
export type ExchangeView = z.output<typeof exchange>;

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
