import type { Violation } from '#oicp';

/** One exchange with HBS, as the journal keeps it. */
export interface Exchange {
  readonly direction: 'inbound' | 'outbound';
  /** Of OICP's operations; of a caller who was turned away before one, how far it came. */
  readonly operation: string;
  /** Of the caller; HBS has but one. */
  readonly address: string | undefined;
  /** The operator that HBS calls for, or the provider that we call as; a ProviderID or OperatorID as it was written. */
  readonly partner?: string | undefined;
  /** The name in the caller's certificate. */
  readonly peer?: string | undefined;
  /** 0 where there was no HTTP answer. */
  readonly httpStatus: number;
  /** OICP status code. */
  readonly code?: string | undefined;
  /** The handle that Hubject's support asks for. */
  readonly processId?: string | undefined;
  readonly durationMs: number;
  readonly evseId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** What the driver identified with; the log shortens it. */
  readonly identification?: string | undefined;
  readonly violations?: readonly Violation[];
  /** Why it was not answered as asked, where it was not. */
  readonly reason?: string | undefined;
}
