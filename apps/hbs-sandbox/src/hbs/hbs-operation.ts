import type { Readable } from 'node:stream';
import type { OutboundOperationName } from '#oicp';

/** A call of an EMP that got as far as its operation: its ProviderID is one of ours and the body names the same. */
export interface OperationRequest {
  /** From the path, as it was written. */
  readonly providerId: string;
  /** From the query; for operations that answer in pages it is always there, with HBS's defaults. */
  readonly page: { readonly number: number; readonly size: number } | undefined;
  readonly body: Buffer;
}

export interface OperationReply {
  readonly status: number;
  /** JSON in UTF-8 unless these say otherwise. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Readable;
}

/** Answers one operation as HBS would. */
export interface HbsOperation {
  readonly operation: OutboundOperationName;
  answer(request: OperationRequest): OperationReply | Promise<OperationReply>;
}

/** Every operation that the sandbox can answer: a list of {@link HbsOperation}. */
export const HBS_OPERATIONS = Symbol('HBS_OPERATIONS');
