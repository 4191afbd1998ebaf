import type { ConsumeMessage } from 'amqplib';
import { RpcError } from '../rpc/rpc-error.js';
import { toError, statusOf } from '../rpc/rpc-wire.js';
import { isSet, LAST, numberIn, SEQUENCE } from './stream-wire.js';

/** The receiving end of one stream: chunks in order, then its end or the reason why it broke. */
export class IncomingStream {
  private readonly chunks: ConsumeMessage[] = [];
  private expected = 0;
  private ended = false;
  private failure: Error | undefined;
  private wake: (() => void) | undefined;

  constructor(
    readonly call: string,
    private readonly idleMs: number,
  ) {}

  accept(message: ConsumeMessage): void {
    if (this.ended || this.failure) return;
    if (statusOf(message) !== 'ok') return this.break(toError(this.call, message));
    if (numberIn(message, SEQUENCE) !== this.expected) {
      return this.break(new RpcError('CONNECTION_LOST', this.call, `chunk ${this.expected} is missing`));
    }
    this.expected += 1;
    if (isSet(message, LAST)) this.ended = true;
    else this.chunks.push(message);
    this.wake?.();
  }

  break(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }

  /** No more chunks are wanted: ends a pending wait and its timer, which would keep the process alive. */
  leave(): void {
    this.ended = true;
    this.wake?.();
  }

  /** The next chunk, or nothing after the last. @throws {RpcError} when the stream broke or fell silent */
  async next(): Promise<ConsumeMessage | undefined> {
    while (this.chunks.length === 0) {
      if (this.failure) throw this.failure;
      if (this.ended) return undefined;
      await this.untilMessage();
    }
    return this.chunks.shift();
  }

  private async untilMessage(): Promise<void> {
    const silent = new RpcError('DEADLINE_EXCEEDED', this.call, `nothing arrived for ${this.idleMs} ms`);
    const timer = setTimeout(() => this.break(silent), this.idleMs);
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    this.wake = undefined;
    clearTimeout(timer);
  }
}
