import { z } from 'zod';

/** The schema of an exchange in the API. */
export const exchangeSchema = z.object({
  id: z.string(),
  at: z.string().describe('When it began, ISO 8601 in UTC, with microseconds.'),
  direction: z.enum(['inbound', 'outbound']).describe('`inbound`: HBS called; `outbound`: we did.'),
  operation: z
    .string()
    .describe(
      'Name of the operation, such as `authorizeStart`; calls turned away at the edge have one, too.',
    ),
  partner: z.string().optional().describe('OperatorID of the caller, or the ProviderID that we called as.'),
  peer: z.string().optional().describe('Name in the caller’s certificate.'),
  address: z.string().optional().describe('Address of the caller.'),
  sessionId: z.string().optional(),
  evseId: z.string().optional(),
  identification: z.string().optional().describe('Card or contract, shortened so that it identifies nobody.'),
  httpStatus: z.int().describe('0 where there was no HTTP answer.'),
  code: z.string().optional().describe('Status code of OICP.'),
  processId: z.string().optional().describe('HBS’s Process-ID, which Hubject’s support asks for.'),
  durationMs: z.number().describe('Milliseconds until the answer.'),
  findings: z
    .array(z.string())
    .readonly()
    .describe('What did not conform to OICP and was accepted all the same.'),
  reason: z.string().optional().describe('Why it was refused or failed.'),
  traceId: z
    .string()
    .optional()
    .describe('Identifier that every log line about it carries, in all services.'),
});
/** An exchange in the API. */
export type ExchangeView = z.output<typeof exchangeSchema>;

/** An exchange as its row is read. */
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

/** Converts a row; absent values are left out. */
export function toExchangeView(stored: StoredExchange): ExchangeView {
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
