import type { ConfirmChannel, Message } from 'amqplib';
import type { Log } from '#platform';
import type { BrokerConnection } from '../connection/broker-connection.js';
import { ConfirmPublisher } from '../connection/confirm-publisher.js';
import { deadLetterQueue, retryName } from '../topology/names.js';
import { declareRetryRung } from '../topology/queues.js';
import { ATTEMPT, DEAD_AT, DEAD_REASON, LAST_REASON } from './headers.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Milliseconds between the attempts at a message; the last repeats. */
const DEFAULT_RETRY_DELAYS: readonly number[] = [
  SECOND,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  60 * MINUTE,
];

/**
 * Moves messages out of a consumer's queue: onto a rung, from which they return after its delay, or to the dead letters.
 * A moved message is a copy, confirmed by the broker before the original is acknowledged.
 */
export class RetryLadder {
  private readonly publisher: ConfirmPublisher;

  constructor(
    connection: BrokerConnection,
    log: Log,
    private readonly delays: readonly number[] = DEFAULT_RETRY_DELAYS,
  ) {
    this.publisher = new ConfirmPublisher({
      connection,
      log,
      name: 'retry ladder',
      declare: (channel) => this.declare(channel),
    });
  }

  start(): void {
    this.publisher.start();
  }

  close(): Promise<void> {
    return this.publisher.close();
  }

  /** Returns the message to its queue after the delay that belongs to the number of attempts. */
  async retry(queue: string, message: Message, attempt: number, reason: string): Promise<void> {
    const delay = this.delays[Math.min(attempt, this.delays.length) - 1] ?? SECOND;
    await this.move(retryName(delay), queue, message, { [ATTEMPT]: attempt + 1, [LAST_REASON]: reason });
  }

  /** Returns the message to its queue after about `forMs`, without using up an attempt. */
  async park(queue: string, message: Message, forMs: number): Promise<void> {
    const delay = this.delays.find((each) => each >= forMs) ?? this.delays.at(-1) ?? SECOND;
    await this.move(retryName(delay), queue, message, {});
  }

  async deadLetter(queue: string, message: Message, reason: string): Promise<void> {
    const headers = { [DEAD_REASON]: reason, [DEAD_AT]: new Date().toISOString() };
    await this.move('', deadLetterQueue(queue), message, headers);
  }

  private async move(
    exchange: string,
    routingKey: string,
    { content, properties }: Message,
    headers: Record<string, unknown>,
  ): Promise<void> {
    await this.publisher.publish({
      exchange,
      routingKey,
      content,
      options: {
        messageId: String(properties.messageId),
        type: properties.type as string,
        contentType: properties.contentType as string,
        persistent: true,
        mandatory: true,
        headers: { ...properties.headers, ...headers },
      },
    });
  }

  private async declare(channel: ConfirmChannel): Promise<void> {
    for (const delay of this.delays) await declareRetryRung(channel, retryName(delay), delay);
  }
}
