const WITHIN_MS = 5;

/**
 * Acknowledges deliveries a few at a time, some milliseconds late: a packet to the broker costs more than what is in it.
 * What a crash leaves unacknowledged is delivered again, as it is without this, only that a little more of it is.
 */
export class AckBatcher {
  private waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** @param most how many wait for each other */
  constructor(private readonly most: number) {}

  add(ack: () => void): void {
    this.waiting.push(ack);
    if (this.waiting.length >= this.most) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WITHIN_MS);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const acks = this.waiting;
    this.waiting = [];
    for (const ack of acks) ack();
  }
}
