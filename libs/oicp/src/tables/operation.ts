import type { Message } from '../message.js';
import type { Kind } from '../schema/kind.js';

export type AnyMessage = Message<Kind<unknown, object>>;

/** One operation of OICP as an EMP sees it. Numbers are defaults; configuration may replace them. */
export interface Operation<Request extends AnyMessage = AnyMessage, Answer extends AnyMessage = AnyMessage> {
  /** Its name in Hubject's documents. */
  readonly oicpName: string;
  /** `inbound`: HBS calls us; `outbound`: we call HBS. All are POST with a JSON body. */
  readonly direction: 'inbound' | 'outbound';
  /**
   * Paths under `/api/oicp`, with `{operatorID}` or `{providerID}`. The first is called or answered by default, the
   * others are known to be used too.
   */
  readonly paths: readonly [string, ...string[]];
  readonly request: Request;
  readonly answer: Answer;
  /** Milliseconds: inbound, how long HBS waits for us; outbound, how long we wait for HBS. */
  readonly timeoutMs: number;
  /** Calls HBS allows per minute and partner account, over all replicas and ProviderIDs together. */
  readonly callsPerMinute?: number;
  /** HBS answers in pages (`?page=0&size=20`). */
  readonly page?: { readonly defaultSize: number; readonly largestSize: number };
  /** The same call may be sent again when its outcome is unknown or passing. */
  readonly repeatable: boolean;
  /** HBS refuses a second call while one is under way. */
  readonly oneAtATime?: true;
}
