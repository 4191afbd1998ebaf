import type { Channel, ConsumeMessage } from 'amqplib';
import { finishesWithin, type Log } from '#platform';
import { CLOSE_WITHIN_MS, type BrokerConnection } from '../connection/broker-connection.js';
import { SupervisedChannel } from '../connection/supervised-channel.js';
import { AckBatcher } from './ack-batcher.js';

export interface Delivery {
  readonly message: ConsumeMessage;
  /** Acknowledges the message; without effect once its channel has closed. */
  ack(): void;
  /** Whether the message is still ours: once its channel has closed, the broker delivers it to another consumer. */
  isOurs(): boolean;
}

export interface SupervisedConsumerOptions {
  readonly connection: BrokerConnection;
  readonly log: Log;
  readonly queue: string;
  /** Messages in flight at a time. */
  readonly concurrency: number;
  /** How many are acknowledged together; by default each at once. */
  readonly ackTogether?: number;
  readonly declare: (channel: Channel) => Promise<void>;
  /** Settles the delivery. Must not reject. */
  readonly handle: (delivery: Delivery) => Promise<void>;
}

/**
 * Consumes a queue until it is closed: on every new channel, and again after the queue was deleted and redeclared. It can
 * be paused, and drains when it is closed.
 */
export class SupervisedConsumer {
  private readonly channel: SupervisedChannel;
  private readonly inFlight = new Set<Promise<void>>();
  private readonly acks: AckBatcher;
  private consumerTag: string | undefined;
  private wanted = true;

  constructor(private readonly options: SupervisedConsumerOptions) {
    this.acks = new AckBatcher(options.ackTogether ?? 1);
    this.channel = new SupervisedChannel({
      connection: options.connection,
      log: options.log,
      name: `consumer of ${options.queue}`,
      confirm: false,
      setUp: (channel) => this.setUp(channel),
      onLost: () => {
        this.consumerTag = undefined;
      },
    });
  }

  start(): void {
    this.channel.start();
  }

  /** Resolves when the queue is being consumed. */
  async untilConsuming(withinMs: number): Promise<void> {
    await this.channel.within(withinMs);
  }

  get isConsuming(): boolean {
    return this.channel.current !== undefined && this.consumerTag !== undefined;
  }

  /** Takes no new messages until {@link resume}; those in flight continue. */
  async pause(): Promise<void> {
    this.wanted = false;
    await this.cancel();
  }

  async resume(): Promise<void> {
    this.wanted = true;
    const channel = this.channel.current;
    if (channel && this.consumerTag === undefined)
      await this.consume(channel).catch(() => {
        // The channel closed meanwhile; its successor consumes.
      });
  }

  /** Takes no new messages, waits for those in flight, closes. */
  async close(): Promise<void> {
    await this.pause();
    await Promise.all(this.inFlight);
    this.acks.flush();
    await this.channel.close();
  }

  private async setUp(channel: Channel): Promise<void> {
    await this.options.declare(channel);
    await channel.prefetch(this.options.concurrency);
    if (this.wanted) await this.consume(channel);
  }

  private async consume(channel: Channel): Promise<void> {
    const { consumerTag } = await channel.consume(this.options.queue, (message) =>
      this.take(channel, message),
    );
    this.consumerTag = consumerTag;
  }

  private take(channel: Channel, message: ConsumeMessage | null): void {
    if (message === null) {
      // RabbitMQ cancelled the consumer and not the channel: the queue was deleted or moved.
      void this.channel.reopen(`the queue ${this.options.queue} was deleted`);
      return;
    }
    const isOurs = (): boolean => this.channel.current === channel;
    const ack = (): void => this.acks.add(() => ackQuietly(channel, message));
    const handled = this.options.handle({ message, isOurs, ack });
    this.inFlight.add(handled);
    void handled.finally(() => this.inFlight.delete(handled));
  }

  private async cancel(): Promise<void> {
    const tag = this.consumerTag;
    this.consumerTag = undefined;
    if (tag === undefined) return;
    const cancelled = this.channel.current?.cancel(tag).catch(() => {
      // The channel closed meanwhile, and the consumer with it.
    });
    if (cancelled) await finishesWithin(CLOSE_WITHIN_MS, cancelled);
  }
}

function ackQuietly(channel: Channel, message: ConsumeMessage): void {
  try {
    channel.ack(message);
  } catch {
    // The channel has closed: the message is redelivered, and handling is idempotent.
  }
}
