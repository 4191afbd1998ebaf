import { randomUUID } from 'node:crypto';
import type { ConfirmChannel } from 'amqplib';
import type { Log } from '#platform';
import type { BrokerConnection } from '../connection/broker-connection.js';
import { ConfirmPublisher } from '../connection/confirm-publisher.js';
import { traceHeader } from '../consumer/headers.js';
import { encode } from '../map/body.js';
import type { IntakeBody, IntakeName, MessageMap } from '../map/definitions.js';
import { PayloadError } from '../payload-error.js';
import { intakeQueue } from '../topology/names.js';
import { declareWorkQueue } from '../topology/queues.js';

export interface IntakePublisherOptions<M extends MessageMap> {
  readonly map: M;
  readonly connection: BrokerConnection;
  readonly log: Log;
  /** The intakes that this process enqueues work in. */
  readonly intakes: readonly IntakeName<M>[];
}

/** Enqueues work for other services: once {@link enqueue} resolves, the broker has it on disk and its owner will receive it. */
export class IntakePublisher<M extends MessageMap> {
  private readonly publisher: ConfirmPublisher;

  constructor(private readonly options: IntakePublisherOptions<M>) {
    this.publisher = new ConfirmPublisher({
      connection: options.connection,
      log: options.log,
      name: 'intakes',
      declare: (channel) => this.declare(channel),
    });
  }

  /** Opens the channel, in the background. */
  start(): void {
    this.publisher.start();
  }

  /** Waits for outstanding confirmations, then closes. */
  close(): Promise<void> {
    return this.publisher.close();
  }

  /**
   * Resolves once the broker has confirmed the work.
   *
   * @throws {PublishError} within two seconds when the broker has not confirmed it
   * @throws {PayloadError} when it does not have the agreed shape or is larger than `maxBytes` of the intake
   */
  async enqueue<N extends IntakeName<M>>(intake: N, body: IntakeBody<M, N>): Promise<void> {
    const definition = this.options.map.intakes[intake];
    if (!definition || !this.options.intakes.includes(intake))
      throw new Error(`this process does not enqueue in ${intake}`);
    const { content, contentType, headers } = encode(intake, definition.body, body);
    if (content.length > definition.maxBytes) {
      throw new PayloadError(
        intake,
        `it has ${content.length} bytes, more than the ${definition.maxBytes} allowed`,
      );
    }
    await this.publisher.publish({
      exchange: '',
      routingKey: intakeQueue(intake),
      content,
      options: {
        messageId: randomUUID(),
        type: intake,
        contentType,
        persistent: true,
        mandatory: true,
        headers: { ...headers, ...traceHeader() },
      },
    });
  }

  private async declare(channel: ConfirmChannel): Promise<void> {
    for (const intake of this.options.intakes) await declareWorkQueue(channel, intakeQueue(intake));
  }
}
