import type { Message } from '../message.js';
import type { Kind } from '../schema/kind.js';

export type AnyMessage = Message<Kind<unknown, object>>;

/** One operation of OICP as an EMP sees it. Numbers are defaults that configuration may replace. */
interface OperationShape<Request extends AnyMessage, Answer extends AnyMessage> {
  /** Its name in Hubject's documents. */
  readonly oicpName: string;
  /**
   * Paths under `/api/oicp`, with `{operatorID}` or `{providerID}`; all are POST with a JSON body. The first is the
   * default, the others are known to be used too.
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
  /** Milliseconds until HBS gives us up. */
  readonly answeredWithinMs: number;
}

/** We call HBS. */
export interface OutboundOperation<
  Request extends AnyMessage = AnyMessage,
  Answer extends AnyMessage = AnyMessage,
> extends OperationShape<Request, Answer> {
  readonly direction: 'outbound';
  /** The field without which an answer says nothing: it must not be taken for an empty result. */
  readonly essential: string;
  /** Milliseconds after which we give HBS up. */
  readonly timeoutMs: number;
  /** Calls HBS allows per minute and partner account, over all replicas and ProviderIDs together; unknown if absent. */
  readonly callsPerMinute?: number;
  /** HBS answers in pages (`?page=0&size=2000`). */
  readonly page?: { readonly defaultSize: number; readonly largestSize: number };
  /** The same call may be sent again when its outcome is unknown or passing: it reads, or does nothing twice. */
  readonly repeatable: boolean;
  /** HBS refuses a second call while one is under way. */
  readonly oneAtATime?: true;
}

export type Operation = InboundOperation | OutboundOperation;
