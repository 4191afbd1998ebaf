import type { Channel, ConsumeMessage } from 'amqplib';
import type { Log } from '#platform';
import { messagingAlarms } from '../alarms.js';
import type { BrokerConnection } from '../connection/broker-connection.js';
import { SupervisedChannel } from '../connection/supervised-channel.js';
import { decode, encode } from '../map/body.js';
import type { MessageMap, StreamDefinition } from '../map/definitions.js';
import { DIRECT_REPLY, STATUS } from '../rpc/rpc-wire.js';
import { Credit, ReceiverGoneError } from './credit.js';
import { errorBody, isExpected } from '../rpc/rpc-reply-error.js';
import { CANCEL, CREDIT, isSet, LAST, MAX_CHUNK_BYTES, numberIn, SEQUENCE } from './stream-wire.js';

export type ChunkSource = (request: unknown) => AsyncIterable<unknown>;

export interface StreamServerOptions {
  readonly map: MessageMap;
  readonly connection: BrokerConnection;
  readonly log: Log;
}

/** The sending end of streamed replies: runs the handler no faster than the receiver grants. */
export class StreamServer {
  private readonly channel: SupervisedChannel;
  private readonly credits = new Map<string, Credit>();

  constructor(private readonly options: StreamServerOptions) {
    this.channel = new SupervisedChannel({
      connection: options.connection,
      log: options.log,
      name: 'stream chunks and their credits',
      confirm: false,
      setUp: (channel) => this.setUp(channel),
      onLost: () => {
        for (const credit of this.credits.values())
          credit.revoke(new ReceiverGoneError('the connection was lost'));
      },
    });
  }

  start(): void {
    this.channel.start();
  }

  close(): Promise<void> {
    return this.channel.close();
  }

  /** Answers one streamed call completely. Never rejects: the receiver gets the error, or notices by itself. */
  async serve(message: ConsumeMessage, source: ChunkSource): Promise<void> {
    const name = String(message.properties.type);
    const id = String(message.properties.correlationId);
    const definition = this.options.map.streams[name] as StreamDefinition;
    const credit = new Credit(definition.idleMs);
    credit.grant(numberIn(message, CREDIT));
    this.credits.set(id, credit);
    try {
      const channel = await this.channel.within(definition.idleMs);
      await this.send(channel, message, definition, credit, source);
    } catch (error) {
      if (error instanceof ReceiverGoneError) {
        this.options.log.info('ended a stream early', { rpc: name, receiver: error.message });
        return;
      }
      const refused = isExpected(error);
      if (!refused) this.options.log.raise(messagingAlarms.RPC_HANDLER_FAILED, { rpc: name, error });
      this.publish(message, { [STATUS]: refused ? 'refused' : 'failed' }, errorBody(error).content);
    } finally {
      this.credits.delete(id);
    }
  }

  private async send(
    channel: Channel,
    message: ConsumeMessage,
    definition: StreamDefinition,
    credit: Credit,
    source: ChunkSource,
  ): Promise<void> {
    const name = String(message.properties.type);
    const request = decode(name, definition.request, message.content, message.properties.headers ?? {});
    let sequence = 0;
    for await (const chunk of source(request)) {
      await credit.take();
      const { content, headers } = encode(name, definition.chunk, chunk);
      if (content.length > MAX_CHUNK_BYTES)
        throw new Error(`a chunk has ${content.length} bytes, more than the ${MAX_CHUNK_BYTES} allowed`);
      this.publishOn(channel, message, { ...headers, [STATUS]: 'ok', [SEQUENCE]: sequence }, content);
      sequence += 1;
    }
    this.publishOn(channel, message, { [STATUS]: 'ok', [SEQUENCE]: sequence, [LAST]: true }, Buffer.alloc(0));
  }

  private publish(message: ConsumeMessage, headers: Record<string, unknown>, content: Buffer): void {
    try {
      if (this.channel.current) this.publishOn(this.channel.current, message, headers, content);
    } catch {
      // No way to reply: the receiver's idle time passes, or it notices its own lost connection.
    }
  }

  private publishOn(
    channel: Channel,
    { properties }: ConsumeMessage,
    headers: Record<string, unknown>,
    content: Buffer,
  ): void {
    const correlationId = String(properties.correlationId);
    // Not `mandatory`: RabbitMQ returns every such message to a direct reply address, also those it delivers.
    channel.publish('', String(properties.replyTo), content, {
      correlationId,
      replyTo: DIRECT_REPLY,
      headers,
    });
  }

  private async setUp(channel: Channel): Promise<void> {
    const takeCredit = (message: ConsumeMessage | null): void => {
      const credit = message && this.credits.get(String(message.properties.correlationId));
      if (!credit) return;
      if (isSet(message, CANCEL)) credit.revoke(new ReceiverGoneError('cancelled the stream'));
      else credit.grant(Math.max(0, numberIn(message, CREDIT)));
    };
    await channel.consume(DIRECT_REPLY, takeCredit, { noAck: true });
  }
}
