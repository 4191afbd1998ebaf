const WITHIN_MS = 5;

/**
 * Acknowledges deliveries in batches, up to 5 ms late: a packet to the broker costs more than its content. After a crash
 * RabbitMQ redelivers the unacknowledged ones, a few more than without batching.
 */
export class AckBatcher {
  private waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** @param most size of a batch */
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
