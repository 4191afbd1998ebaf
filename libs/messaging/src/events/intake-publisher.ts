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
  /** The intakes that this process hands work to. */
  readonly intakes: readonly IntakeName<M>[];
}

/** Hands work over for good: once {@link enqueue} resolves, the broker has it on disk and the owner will get it. */
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

  start(): void {
    this.publisher.start();
  }

  close(): Promise<void> {
    return this.publisher.close();
  }

  /**
   * @throws {PublishError} within two seconds when the broker has not confirmed it
   * @throws {PayloadError} when it is not of the agreed shape or larger than the intake takes
   */
  async enqueue<N extends IntakeName<M>>(intake: N, body: IntakeBody<M, N>): Promise<void> {
    const definition = this.options.map.intakes[intake];
    if (!definition || !this.options.intakes.includes(intake))
      throw new Error(`this process does not hand to ${intake}`);
    const { content, contentType, headers } = encode(intake, definition.body, body);
    if (content.length > definition.maxBytes) {
      throw new PayloadError(
        intake,
        `it has ${content.length} bytes, at most ${definition.maxBytes} are taken`,
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
