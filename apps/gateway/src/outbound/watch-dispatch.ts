import type { Dispatcher } from 'undici';

/** What is observed of a request while it is sent. */
export interface DispatchWatch {
  /** It was written to a connection. */
  sent: boolean;
  /** That connection had carried a request before: HBS may have closed it while this one was sent. */
  reused: boolean;
}

/** A request was not written, because its slot had expired before there was a connection. */
export class SlotExpiredError extends Error {}

/** What decides whether a request is written. */
export interface WatchOptions {
  readonly watch: DispatchWatch;
  readonly signal: AbortSignal;
  /** By `performance.now()`: the request is not written after this. */
  readonly before: number;
  /** Whether undici is receiving a new connection at this moment, and writes its first request. */
  readonly isNewConnection: () => boolean;
}

/**
 * Observes when a request is written, and lets it be written at most once, not after `before` and not once aborted.
 * undici itself repeats a POST only if nothing of it was written; this guarantees it whatever the version of undici
 * (ADR 0010).
 */
export function watchDispatch(options: WatchOptions): Dispatcher.DispatcherComposeInterceptor {
  const { watch, signal, before, isNewConnection } = options;
  return (dispatch) => (request, handler) =>
    dispatch(request, {
      onRequestStart: (controller, context) => {
        if (watch.sent) throw new Error('a request to HBS must not be written twice');
        signal.throwIfAborted();
        if (performance.now() > before)
          throw new SlotExpiredError('the slot of the call expired before it was sent');
        watch.sent = true;
        watch.reused = !isNewConnection();
        handler.onRequestStart?.(controller, context);
      },
      onResponseStart: (...answer) => handler.onResponseStart?.(...answer),
      onResponseData: (...chunk) => handler.onResponseData?.(...chunk),
      onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
      onResponseError: (...error) => handler.onResponseError?.(...error),
    });
}
