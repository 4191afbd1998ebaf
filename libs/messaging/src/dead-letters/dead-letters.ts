import { connect, type ChannelModel, type ConfirmChannel, type GetMessage } from 'amqplib';
import { CodedError, messageOf } from '#platform';
import { ATTEMPT, DEAD_AT, DEAD_REASON, LAST_REASON } from '../consumer/headers.js';
import { deadLetterQueue } from '../topology/names.js';

/** A message that a consumer, or the broker itself, dead-lettered. */
export interface DeadLetter {
  /** Its AMQP message id, by which {@link DeadLetters.replay} finds it. */
  readonly messageId: string;
  /** Its name in the message map. */
  readonly type: string;
  /** Why it was dead-lettered; may quote the message. */
  readonly reason: string;
  /** When it was dead-lettered, ISO 8601; unknown where the broker did it by itself. */
  readonly since: string | undefined;
  /** Length of its content. */
  readonly bytes: number;
  /** Its body as it was sent; may name drivers. */
  readonly content: Buffer;
}

/** There is no queue of that name, or none with dead letters of its own. */
export class UnknownQueueError extends CodedError {
  readonly code = 'QUEUE_UNKNOWN';
  override readonly advice = 'See the queues with `npm run broker -- dead-letters list`.';

  constructor(queue: string) {
    super(`there is no queue ${queue} with dead letters of its own`);
  }
}

/** Shows and replays dead-lettered messages. For people and their commands, not for services. */
export class DeadLetters {
  private constructor(private readonly model: ChannelModel) {}

  /** @param url address of RabbitMQ, with user and password. @throws {Error} what amqplib throws when it is unreachable */
  static async connect(url: string): Promise<DeadLetters> {
    return new DeadLetters(await connect(url, { noDelay: true, timeout: 5_000 }));
  }

  /** Closes the connection. */
  close(): Promise<void> {
    return this.model.close();
  }

  /**
   * Number of dead letters of each queue; queues that do not exist are left out. The count of a quorum queue lags a
   * moment behind what was just dead-lettered, shown or replayed.
   */
  async count(queues: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const queue of queues) {
      const count = await this.onChannel((channel) => channel.checkQueue(deadLetterQueue(queue))).catch(
        () => undefined,
      );
      if (count) counts.set(queue, count.messageCount);
    }
    return counts;
  }

  /** The oldest dead letters of a queue, `most` of them; they stay where they are. @throws {UnknownQueueError} */
  async show(queue: string, most: number): Promise<readonly DeadLetter[]> {
    return await this.onChannel(async (channel) => {
      const letters: DeadLetter[] = [];
      for (
        let message = await this.take(channel, queue);
        message;
        message = await this.take(channel, queue)
      ) {
        letters.push(describe(message));
        if (letters.length >= most) break;
      }
      channel.nackAll(true);
      return letters;
    });
  }

  /**
   * Sends dead letters back to their queue as if they were new: all that are there now, or one. Each is removed only
   * once the broker has confirmed its copy.
   *
   * @returns how many were replayed
   * @throws {UnknownQueueError}
   */
  async replay(queue: string, messageId?: string): Promise<number> {
    return await this.onChannel(async (channel) => {
      // Counted after the first is taken: the count of a quorum queue lags behind messages that were just returned.
      let message = await this.take(channel, queue);
      const { messageCount } = await channel.checkQueue(deadLetterQueue(queue));
      let replayed = 0;
      for (let left = messageCount; message; left -= 1) {
        if (messageId === undefined || message.properties.messageId === messageId) {
          await returnToQueue(channel, queue, message);
          channel.ack(message);
          replayed += 1;
        }
        message = left > 0 && (await this.take(channel, queue));
      }
      channel.nackAll(true);
      return replayed;
    });
  }

  private async take(channel: ConfirmChannel, queue: string): Promise<GetMessage | false> {
    return await channel.get(deadLetterQueue(queue)).catch((error: unknown) => {
      throw messageOf(error).includes('NOT_FOUND') ? new UnknownQueueError(queue) : error;
    });
  }

  /** A channel for each request: asking for a queue that does not exist closes the channel. */
  private async onChannel<T>(work: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
    const channel = await this.model.createConfirmChannel();
    channel.on('error', () => {
      // The request that caused it is rejected too.
    });
    try {
      return await work(channel);
    } finally {
      await channel.close().catch(() => {
        // The failure closed it.
      });
    }
  }
}

async function returnToQueue(
  channel: ConfirmChannel,
  queue: string,
  { content, properties }: GetMessage,
): Promise<void> {
  const headers = Object.fromEntries(
    Object.entries(properties.headers ?? {}).filter(([name]) => !isFailureHeader(name)),
  );
  await new Promise<void>((resolve, reject) => {
    const onReturn = (): void => reject(new UnknownQueueError(queue));
    channel.once('return', onReturn);
    channel.sendToQueue(queue, content, { ...messageOptions(properties), headers }, (error: Error | null) => {
      channel.off('return', onReturn);
      if (error) reject(error);
      else resolve();
    });
  });
}

function messageOptions(properties: GetMessage['properties']): object {
  return {
    messageId: properties.messageId as unknown,
    type: properties.type as unknown,
    contentType: properties.contentType as unknown,
    persistent: true,
    mandatory: true,
  };
}

function isFailureHeader(header: string): boolean {
  return (
    [ATTEMPT, LAST_REASON, DEAD_AT, DEAD_REASON].includes(header) || /^x-(first-|last-)?death/.test(header)
  );
}

function describe({ content, properties }: GetMessage): DeadLetter {
  const headers: Record<string, unknown> = properties.headers ?? {};
  const textOf = (header: string): string | undefined => {
    const value = headers[header];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    messageId: String(properties.messageId),
    type: String(properties.type),
    reason:
      textOf(DEAD_REASON) ??
      `dead-lettered by the broker: ${textOf('x-first-death-reason') ?? 'no reason given'}`,
    since: textOf(DEAD_AT),
    bytes: content.length,
    content,
  };
}
