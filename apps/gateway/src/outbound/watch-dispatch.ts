import type { Dispatcher } from 'undici';

/** What is known of a request on its way. */
export interface DispatchWatch {
  /** It was written to a connection. */
  sent: boolean;
  /** That connection had carried a request before: HBS may have closed it while ours was on its way. */
  reused: boolean;
}

/** A request was not written: its place within the limit had passed before there was a connection. */
export class SlotExpiredError extends Error {}

export interface WatchOptions {
  readonly watch: DispatchWatch;
  readonly signal: AbortSignal;
  /** By `performance.now()`: not written after this. */
  readonly before: number;
  /** Whether a new connection is being handed over just now; its first request is written within that. */
  readonly isNewConnection: () => boolean;
}

/**
 * Notes when a request is written, lets it be written once, and neither after `before` nor when nobody waits any more.
 * undici itself sends a POST again only where nothing of it was written; here the promise is ours, whatever version of
 * undici runs (ADR 0010).
 */
export function watchDispatch(options: WatchOptions): Dispatcher.DispatcherComposeInterceptor {
  const { watch, signal, before, isNewConnection } = options;
  return (dispatch) => (request, handler) =>
    dispatch(request, {
      onRequestStart: (controller, context) => {
        if (watch.sent) throw new Error('a request to HBS is not written twice');
        signal.throwIfAborted();
        if (performance.now() > before) throw new SlotExpiredError('the place within the limit has passed');
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
