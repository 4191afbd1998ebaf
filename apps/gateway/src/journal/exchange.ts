import type { Violation } from '#oicp';

/** One exchange with HBS, as the journal receives it. */
export interface Exchange {
  readonly direction: 'inbound' | 'outbound';
  /** Name of the OICP operation; for a caller who was turned away before one, the stage reached. */
  readonly operation: string;
  /** Of the caller; `undefined` for outbound calls. */
  readonly address: string | undefined;
  /** OperatorID that HBS calls for, or ProviderID that we call as; as it was written. */
  readonly partner?: string | undefined;
  /** The name in the caller's certificate. */
  readonly peer?: string | undefined;
  /** 0 where there was no HTTP answer. */
  readonly httpStatus: number;
  /** OICP status code. */
  readonly code?: string | undefined;
  /** HBS's Process-ID, which Hubject's support asks for. */
  readonly processId?: string | undefined;
  readonly durationMs: number;
  readonly evseId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** UID or EvcoID of the driver, in full; log and journal mask it. */
  readonly identification?: string | undefined;
  readonly violations?: readonly Violation[];
  /** Why it was refused or failed. */
  readonly reason?: string | undefined;
}
