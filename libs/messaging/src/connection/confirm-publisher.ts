import type { ConfirmChannel, Message, Options } from 'amqplib';
import type { Log } from '#platform';
import type { BrokerConnection } from './broker-connection.js';
import {
  NackedError,
  PublisherFullError,
  UnconfirmedError,
  UnroutableError,
  type PublishError,
} from './publish-error.js';
import { SupervisedChannel } from './supervised-channel.js';

export interface Publication {
  readonly exchange: string;
  readonly routingKey: string;
  readonly content: Buffer;
  /** `messageId` identifies a returned message. */
  readonly options: Options.Publish & { readonly messageId: string };
}

export interface ConfirmPublisherOptions {
  readonly connection: BrokerConnection;
  readonly log: Log;
  readonly name: string;
  /** Declares what is published to, on every new channel and again when a message finds no queue. */
  readonly declare?: (channel: ConfirmChannel) => Promise<void>;
  readonly timeoutMs?: number;
  readonly maxOutstanding?: number;
}

/** Publishes messages that count as sent only once the broker has confirmed them. */
export class ConfirmPublisher {
  private readonly channel: SupervisedChannel<ConfirmChannel>;
  private readonly outstanding = new Set<Promise<void>>();
  private readonly returned = new Set<unknown>();
  private readonly timeoutMs: number;
  private readonly maxOutstanding: number;

  constructor(private readonly options: ConfirmPublisherOptions) {
    this.timeoutMs = options.timeoutMs ?? 2_000;
    this.maxOutstanding = options.maxOutstanding ?? 5_000;
    this.channel = new SupervisedChannel({
      connection: options.connection,
      log: options.log,
      name: options.name,
      confirm: true,
      setUp: (channel) => this.setUp(channel),
    });
  }

  start(): void {
    this.channel.start();
  }

  /**
   * Resolves when the broker has taken responsibility for the message.
   *
   * @throws {PublishError} within the time-out, in every other case
   */
  async publish(publication: Publication): Promise<void> {
    if (this.outstanding.size >= this.maxOutstanding) throw new PublisherFullError(this.outstanding.size);
    const confirmation = this.confirm(publication);
    this.outstanding.add(confirmation);
    try {
      await confirmation;
    } finally {
      this.outstanding.delete(confirmation);
    }
  }

  /** Waits for what is outstanding, then closes. */
  async close(): Promise<void> {
    await Promise.allSettled(this.outstanding);
    await this.channel.close();
  }

  private async confirm(publication: Publication): Promise<void> {
    const deadline = performance.now() + this.timeoutMs;
    const channel = this.channel.current ?? (await this.channel.within(this.timeoutMs));
    await this.confirmOn(channel, publication, Math.max(1, deadline - performance.now()));
  }

  private confirmOn(channel: ConfirmChannel, publication: Publication, withinMs: number): Promise<void> {
    const { exchange, routingKey, content, options } = publication;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new UnconfirmedError(routingKey, `no confirmation within ${this.timeoutMs} ms`));
      }, withinMs);
      const settle = (error?: PublishError): void => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      };
      const onConfirmed = (error: Error | null): void => {
        // A return arrives before the confirmation of the same message.
        if (this.returned.delete(options.messageId)) settle(new UnroutableError(exchange, routingKey));
        else if (error === null) settle();
        else if (error.message.includes('nacked')) settle(new NackedError(routingKey));
        else settle(new UnconfirmedError(routingKey, error.message));
      };
      try {
        channel.publish(exchange, routingKey, content, options, onConfirmed);
      } catch (error) {
        settle(new UnconfirmedError(routingKey, String(error)));
      }
    });
  }

  private async setUp(channel: ConfirmChannel): Promise<void> {
    this.returned.clear();
    channel.on('return', (message: Message) => {
      this.returned.add(message.properties.messageId);
      // The queue was deleted: declare it for the next message. A failure closes the channel, which is then reopened.
      this.options.declare?.(channel).catch(() => {});
    });
    await this.options.declare?.(channel);
  }
}
