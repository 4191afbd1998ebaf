/** What a handler knows of a call besides its request. */
export interface CallContext {
  /** Aborts when the deadline passes: the caller no longer waits. */
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

/**
 * The time limit of a call. Most handlers answer long before it and never use the signal: it is created only for those
 * that do.
 */
export class CallExpiry implements CallContext {
  private readonly timer: NodeJS.Timeout;
  private controller: AbortController | undefined;
  private over = false;
  private giveUp: (() => void) | undefined;

  constructor(
    readonly deadline: number,
    withinMs: number,
  ) {
    this.timer = setTimeout(() => this.expire(), withinMs);
  }

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.over) this.controller.abort();
    return this.controller.signal;
  }

  /** Settles as `work` does; rejects with `error` once the time is over. */
  within<T>(work: Promise<T>, error: () => Error): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.giveUp = () => reject(error());
      if (this.over) this.giveUp();
      work.then(resolve, reject);
    });
  }

  /** The call is answered: ends the timer. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private expire(): void {
    this.over = true;
    this.controller?.abort();
    this.giveUp?.();
  }
}
