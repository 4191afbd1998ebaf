import type { Message } from '../message.js';
import type { Kind } from '../schema/kind.js';

/** A message of any type. */
export type AnyMessage = Message<Kind<unknown, object>>;

/** One operation of OICP as an EMP sees it. Numbers are defaults that configuration may replace. */
interface OperationShape<Request extends AnyMessage, Answer extends AnyMessage> {
  /** Its name in Hubject's documents. */
  readonly oicpName: string;
  /**
   * Paths under `/api/oicp`, with `{operatorID}` or `{providerID}`; all are POST with a JSON body. The first is the
   * default, the others are also in use.
   */
  readonly paths: readonly [string, ...string[]];
  readonly request: Request;
  readonly answer: Answer;
}

/** HBS calls us. */
export interface InboundOperation<
  Request extends AnyMessage = AnyMessage,
  Answer extends AnyMessage = AnyMessage,
> extends OperationShape<Request, Answer> {
  readonly direction: 'inbound';
  /** Milliseconds that HBS waits for our answer. */
  readonly answeredWithinMs: number;
}

/** We call HBS. */
export interface OutboundOperation<
  Request extends AnyMessage = AnyMessage,
  Answer extends AnyMessage = AnyMessage,
> extends OperationShape<Request, Answer> {
  readonly direction: 'outbound';
  /** The field without which an answer is unusable: its absence is not an empty result. */
  readonly essential: string;
  /** Milliseconds that we wait for HBS. */
  readonly timeoutMs: number;
  /** Calls that HBS allows per minute and partner account, all replicas and ProviderIDs together; unknown if absent. */
  readonly callsPerMinute?: number;
  /** HBS answers in pages (`?page=0&size=2000`). */
  readonly page?: { readonly defaultSize: number; readonly largestSize: number };
  /** The same call may be sent again when its outcome is unknown or temporary: it only reads, or is idempotent. */
  readonly repeatable: boolean;
  /** HBS refuses a second call while one is in progress. */
  readonly oneAtATime?: true;
}

/** An operation in either direction. */
export type Operation = InboundOperation | OutboundOperation;
