import type { InboundOperationName, SessionNames, StatusCode, UnreadEncoding, Violation } from '#oicp';

/** A request of HBS that reached its operation. */
export interface InboundRequest {
  readonly body: Buffer;
  /** Of the body, as its headers say, if it is not UTF-8; fit to be shown. */
  readonly charset?: string | undefined;
  /** From the path, as it was written. */
  readonly operatorId: string | undefined;
  /** HBS's handle of the exchange, which its support asks for. */
  readonly processId: string | undefined;
  /** When it was received, by `performance.now()`; deadlines count from here. */
  readonly receivedAt: number;
}

/** What is answered, and what the journal should know of it. */
export interface InboundAnswer {
  /** An OICP envelope; always sent with HTTP status 200. */
  readonly body: string;
  readonly code: StatusCode;
  readonly violations: readonly Violation[];
  readonly session?: SessionNames;
  readonly evseId?: string | undefined;
  readonly identification?: string | undefined;
  readonly reason?: string | undefined;
}

/** Answers one operation of HBS. Must not reject: every outcome has its answer in form. */
export interface InboundHandler {
  readonly operation: InboundOperationName;
  /** Largest body in bytes. */
  readonly maxBytes: number;
  answer(request: InboundRequest): Promise<InboundAnswer>;
  /**
   * Stores a body whose encoding we do not read, where it must not be lost. HBS is refused with 022 and `reason`, which
   * is also what happens where this is not implemented.
   */
  answerUnread?(request: InboundRequest, unread: UnreadEncoding, reason: string): Promise<InboundAnswer>;
}
