import { randomUUID } from 'node:crypto';
import type { Channel, ConsumeMessage, Message } from 'amqplib';
import { messageOf, rejectOnAbort, type Log } from '#platform';
import type { BrokerConnection } from '../connection/broker-connection.js';
import { SupervisedChannel } from '../connection/supervised-channel.js';
import { decode, encode } from '../map/body.js';
import type {
  MessageMap,
  StreamChunk,
  StreamDefinition,
  StreamName,
  StreamRequest,
} from '../map/definitions.js';
import { RpcError } from '../rpc/rpc-error.js';
import { callOptions, DIRECT_REPLY } from '../rpc/rpc-wire.js';
import { rpcQueue } from '../topology/names.js';
import { IncomingStream } from './incoming-stream.js';
import { CANCEL, CREDIT, WINDOW } from './stream-wire.js';

export interface StreamClientOptions<M extends MessageMap> {
  readonly map: M;
  readonly connection: BrokerConnection;
  readonly log: Log;
}

export interface StreamOptions {
  /** Ends the wait for a chunk when it aborts, and cancels the stream. */
  readonly signal?: AbortSignal;
}

/** Calls with a streamed reply, whose chunks arrive no faster than they are consumed. */
export class StreamClient<M extends MessageMap> {
  private readonly channel: SupervisedChannel;
  private readonly streams = new Map<string, IncomingStream>();

  constructor(private readonly options: StreamClientOptions<M>) {
    this.channel = new SupervisedChannel({
      connection: options.connection,
      log: options.log,
      name: 'streams and their chunks',
      confirm: false,
      setUp: (channel) => this.setUp(channel),
      onLost: () => this.breakAll('the connection was lost'),
    });
  }

  /** Opens the channel, in the background; a call waits for it. */
  start(): void {
    this.channel.start();
  }

  /** Closes; streams in progress reject with CONNECTION_LOST. */
  async close(): Promise<void> {
    await this.channel.close();
    this.breakAll('the service is stopping');
  }

  /**
   * The chunks of a streamed reply. Leaving the loop early cancels the stream.
   *
   * @throws {RpcError} when either side disconnects or falls silent: the chunks so far are incomplete
   * @throws the reason of `signal` when it aborts
   */
  async *stream<N extends StreamName<M>>(
    name: N,
    request: StreamRequest<M, N>,
    { signal = new AbortController().signal }: StreamOptions = {},
  ): AsyncGenerator<StreamChunk<M, N>, void, undefined> {
    const definition = this.options.map.streams[name];
    if (!definition) throw new Error(`the message map has no stream ${name}`);
    const channel = await rejectOnAbort(this.openChannel(definition.idleMs, name), signal);
    const id = randomUUID();
    const incoming = new IncomingStream(name, definition.idleMs);
    this.streams.set(id, incoming);
    let server: string | undefined;
    let ended = false;
    try {
      this.sendRequest(channel, id, name, definition, request);
      for (;;) {
        const message = await rejectOnAbort(incoming.next(), signal);
        ended = message === undefined;
        if (!message) return;
        server = String(message.properties.replyTo);
        yield decode(
          name,
          definition.chunk,
          message.content,
          message.properties.headers ?? {},
        ) as StreamChunk<M, N>;
        this.signalServer(channel, server, id, { [CREDIT]: 1 });
      }
    } finally {
      this.streams.delete(id);
      incoming.leave();
      if (!ended && server !== undefined) this.signalServer(channel, server, id, { [CANCEL]: true });
    }
  }

  private async openChannel(withinMs: number, name: string): Promise<Channel> {
    return await this.channel.within(withinMs).catch((cause: unknown) => {
      throw new RpcError('BROKER_AWAY', name, messageOf(cause), { cause });
    });
  }

  private sendRequest(
    channel: Channel,
    id: string,
    name: string,
    definition: StreamDefinition,
    request: unknown,
  ): void {
    const { bulkhead, idleMs } = definition;
    const body = encode(name, definition.request, request);
    const options = callOptions(id, name, body, Date.now() + idleMs, { [CREDIT]: WINDOW });
    channel.publish('', rpcQueue(bulkhead), body.content, options);
  }

  private signalServer(channel: Channel, server: string, id: string, headers: Record<string, unknown>): void {
    try {
      channel.publish('', server, Buffer.alloc(0), { correlationId: id, headers });
    } catch {
      // The channel has closed, and the stream with it: both sides notice by themselves.
    }
  }

  private breakAll(why: string): void {
    for (const each of this.streams.values()) each.break(new RpcError('CONNECTION_LOST', each.call, why));
  }

  private async setUp(channel: Channel): Promise<void> {
    channel.on('return', ({ properties, fields }: Message) => {
      const incoming = this.streams.get(String(properties.correlationId));
      incoming?.break(new RpcError('NO_HANDLER', incoming.call, `${fields.routingKey} has no consumer`));
    });
    const takeChunk = (message: ConsumeMessage | null): void => {
      if (message) this.streams.get(String(message.properties.correlationId))?.accept(message);
    };
    await channel.consume(DIRECT_REPLY, takeChunk, { noAck: true });
  }
}
