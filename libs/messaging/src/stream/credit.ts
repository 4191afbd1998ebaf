/** The receiver stopped consuming: it cancelled, disconnected, or fell silent. Not a failure of the sender. */
export class ReceiverGoneError extends Error {}

/** How many chunks a sender may still send. Taking waits until the receiver grants more, disconnects, or falls silent. */
export class Credit {
  private granted = 0;
  private over: ReceiverGoneError | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly idleMs: number) {}

  grant(count: number): void {
    this.granted += count;
    this.wake?.();
  }

  /** Nothing more will be granted. */
  revoke(why: ReceiverGoneError): void {
    this.over ??= why;
    this.wake?.();
  }

  /** @throws {ReceiverGoneError} also when nothing is granted for the idle time */
  async take(): Promise<void> {
    while (this.granted === 0 && !this.over) {
      const timer = setTimeout(
        () => this.revoke(new ReceiverGoneError(`consumed nothing for ${this.idleMs} ms`)),
        this.idleMs,
      );
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = undefined;
      clearTimeout(timer);
    }
    if (this.over) throw this.over;
    this.granted -= 1;
  }
}
