import type { InboundOperationName, SessionNames, StatusCode, UnreadEncoding, Violation } from '#oicp';

/** A request of HBS that reached its operation. */
export interface InboundRequest {
  readonly body: Buffer;
  /** Charset of the body by its headers, if it is not UTF-8; safe to display. */
  readonly charset?: string | undefined;
  /** From the path, unchanged. */
  readonly operatorId: string | undefined;
  /** HBS's handle of the exchange, which its support asks for. */
  readonly processId: string | undefined;
  /** When it was received, by `performance.now()`; deadlines count from here. */
  readonly receivedAt: number;
}

/** An answer to HBS, with what the journal stores about it. */
export interface InboundAnswer {
  /** An OICP envelope; always sent with HTTP status 200. */
  readonly body: string;
  readonly code: StatusCode;
  /** Where the request did not conform to OICP and was accepted nevertheless. */
  readonly violations: readonly Violation[];
  readonly session?: SessionNames;
  readonly evseId?: string | undefined;
  /** UID or EvcoID in full; log and journal mask it. */
  readonly identification?: string | undefined;
  /** Why it was refused, for the journal. */
  readonly reason?: string | undefined;
}

/** Answers one operation of HBS. */
export interface InboundHandler {
  readonly operation: InboundOperationName;
  /** Largest body in bytes. */
  readonly maxBytes: number;
  /** Answers a request. Must not reject: every outcome has an OICP answer. */
  answer(request: InboundRequest): Promise<InboundAnswer>;
  /**
   * Stores a body in an encoding that is not supported, where it must not be lost, and refuses it with 022 and
   * `reason`. Without this method it is only refused.
   */
  answerUnread?(request: InboundRequest, unread: UnreadEncoding, reason: string): Promise<InboundAnswer>;
}
