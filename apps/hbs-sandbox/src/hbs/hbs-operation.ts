import type { Readable } from 'node:stream';
import type { OutboundOperationName } from '#oicp';

/** A call of an EMP whose ProviderID is a partner's and the same in path and body. */
export interface OperationRequest {
  /** From the path, as written. */
  readonly providerId: string;
  /** From the query, with HBS's defaults; always set for operations that answer in pages. */
  readonly page: { readonly number: number; readonly size: number } | undefined;
  readonly body: Buffer;
}

/** An HTTP response. */
export interface OperationReply {
  readonly status: number;
  /** By default those of JSON in UTF-8. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Readable;
}

/** Answers one operation as HBS does. */
export interface HbsOperation {
  /** The operation that it answers. */
  readonly operation: OutboundOperationName;
  /** Answers a call. */
  answer(request: OperationRequest): OperationReply | Promise<OperationReply>;
}

/** Injection token of all operations that the sandbox answers: a list of {@link HbsOperation}. */
export const HBS_OPERATIONS = Symbol('HBS_OPERATIONS');
