import type { StatusCode, Violation } from '#oicp';

/** One exchange with HBS, as the journal keeps it. */
export interface Exchange {
  readonly direction: 'inbound';
  /** Of OICP's operations; of a caller who was turned away before one, how far it came. */
  readonly operation: string;
  readonly address: string | undefined;
  /** The name in the caller's certificate. */
  readonly peer?: string | undefined;
  /** 0 where the connection ended before HTTP began. */
  readonly httpStatus: number;
  readonly code?: StatusCode;
  readonly durationMs: number;
  readonly evseId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** What the driver identified with; the log shortens it. */
  readonly identification?: string | undefined;
  readonly violations?: readonly Violation[];
  /** Why it was not answered as asked, where it was not. */
  readonly reason?: string | undefined;
}
