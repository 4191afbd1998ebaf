import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Channel, ConsumeMessage, Message } from 'amqplib';
import { Histogram, type Registry } from 'prom-client';
import { codeOf, messageOf, rejectOnAbort, type Log } from '#platform';
import type { BrokerConnection } from '../connection/broker-connection.js';
import { SupervisedChannel } from '../connection/supervised-channel.js';
import { decode, encode, type EncodedBody } from '../map/body.js';
import type { MessageMap, RpcDefinition, RpcName, RpcReply, RpcRequest } from '../map/definitions.js';
import { rpcQueue } from '../topology/names.js';
import { PendingCalls } from './pending-calls.js';
import { BulkheadSlots } from './bulkhead.js';
import { RpcError, RpcRefusal } from './rpc-error.js';
import { callOptions, DIRECT_REPLY, toError, statusOf } from './rpc-wire.js';

const MAX_BYTES = 64 * 1024;
/** A repeated call with less time left than this would only be dropped on arrival. */
const LEAST_TIME_MS = 50;

export interface RpcClientOptions<M extends MessageMap> {
  readonly map: M;
  readonly connection: BrokerConnection;
  readonly log: Log;
  readonly metrics: Registry;
}

/** Options of one call. */
export interface CallOptions {
  /** Milliseconds until the reply is useless; only ever shortens the deadline that the map declares. */
  readonly deadlineMs?: number;
  /** Ends the wait when it aborts; the request is not withdrawn. Not for a call whose outcome must be known. */
  readonly signal?: AbortSignal;
}

/** Calls other services and waits for the reply, never longer than the deadline. */
export class RpcClient<M extends MessageMap> {
  private readonly channel: SupervisedChannel;
  private readonly pending = new PendingCalls();
  private readonly slots: BulkheadSlots;
  private readonly durations: Histogram<'rpc' | 'outcome'>;

  constructor(private readonly options: RpcClientOptions<M>) {
    this.durations = new Histogram({
      name: 'rpc_call_seconds',
      help: 'Calls to other services, by call and outcome',
      labelNames: ['rpc', 'outcome'],
      registers: [options.metrics],
    });
    this.slots = new BulkheadSlots(options.map.bulkheads);
    this.channel = new SupervisedChannel({
      connection: options.connection,
      log: options.log,
      name: 'calls and their replies',
      confirm: false,
      setUp: (channel) => this.setUp(channel),
      onLost: () =>
        this.pending.failAll((call) => new RpcError('CONNECTION_LOST', call, 'the connection was lost')),
    });
  }

  /** Opens the channel, in the background; a call waits for it. */
  start(): void {
    this.channel.start();
  }

  /** Number of calls in flight. */
  get pendingCalls(): number {
    return this.pending.size;
  }

  /**
   * Calls `name` and resolves with its reply. A call whose connection is lost is sent again while its deadline allows,
   * unless it must not repeat.
   *
   * @throws {RpcError} when there is no reply; for a call that must not repeat, the code says whether it may have run
   * @throws {RpcRefusal} when the handler refused on purpose
   * @throws {PayloadError} when request or reply do not have the agreed shape
   * @throws the reason of `signal` when it aborts
   */
  async call<N extends RpcName<M>>(
    name: N,
    request: RpcRequest<M, N>,
    options: CallOptions = {},
  ): Promise<RpcReply<M, N>> {
    const definition = this.definitionOf(name);
    const body = this.encodeRequest(name, definition, request);
    const deadline = Date.now() + Math.min(options.deadlineMs ?? Infinity, definition.deadlineMs);
    const stop = this.durations.startTimer({ rpc: name });
    try {
      const reply = await this.slots.within(definition.bulkhead, name, () =>
        this.sendUntil(deadline, name, definition, body, options.signal),
      );
      stop({ outcome: 'ok' });
      return decode(name, definition.reply, reply.content, reply.properties.headers ?? {}) as RpcReply<M, N>;
    } catch (error) {
      stop({ outcome: error instanceof RpcRefusal ? 'refused' : (codeOf(error) ?? 'INTERNAL') });
      throw error;
    }
  }

  /** Closes; calls in flight reject with CONNECTION_LOST. */
  async close(): Promise<void> {
    await this.channel.close();
    this.pending.failAll((call) => new RpcError('CONNECTION_LOST', call, 'the service is stopping'));
  }

  private definitionOf(name: RpcName<M>): RpcDefinition {
    const definition = this.options.map.rpcs[name];
    if (!definition) throw new Error(`the message map has no call ${name}`);
    return definition;
  }

  private encodeRequest(name: string, definition: RpcDefinition, request: unknown): EncodedBody {
    const body = encode(name, definition.request, request);
    const most = definition.maxBytes ?? MAX_BYTES;
    if (body.content.length <= most) return body;
    throw new RpcError(
      'TOO_LARGE',
      name,
      `it has ${body.content.length} bytes, more than the ${most} allowed`,
    );
  }

  private async sendUntil(
    deadline: number,
    name: string,
    definition: RpcDefinition,
    body: EncodedBody,
    signal: AbortSignal | undefined,
  ): Promise<ConsumeMessage> {
    for (let wasSent = false; ; wasSent = true) {
      signal?.throwIfAborted();
      try {
        const sent = this.send(deadline, name, definition, body);
        return await (signal ? rejectOnAbort(sent, signal) : sent);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        // "It was not sent" would be true of the repetition only.
        if (wasSent && error.code === 'BROKER_AWAY')
          throw new RpcError(
            'CONNECTION_LOST',
            name,
            `the connection was lost, and then ${messageOf(error.cause)}`,
          );
        if (error.code !== 'CONNECTION_LOST') throw error;
        if (definition.once === true)
          throw new RpcError('OUTCOME_UNKNOWN', name, 'the connection was lost', { cause: error });
        if (deadline - Date.now() < LEAST_TIME_MS)
          throw new RpcError('CONNECTION_LOST', name, 'the connection was lost');
        // A closing channel refuses at once; without a turn of the event loop it would never finish closing.
        await nextTurn();
      }
    }
  }

  private async send(
    deadline: number,
    name: string,
    { bulkhead }: RpcDefinition,
    body: EncodedBody,
  ): Promise<ConsumeMessage> {
    const channel = this.channel.current ?? (await this.openChannel(deadline, name));
    const id = randomUUID();
    // Registered before it is sent: a reply can be faster than the return of publish.
    const reply = this.pending.register(id, name, Math.max(1, Math.round(deadline - Date.now())));
    try {
      channel.publish('', rpcQueue(bulkhead), body.content, callOptions(id, name, body, deadline));
    } catch (error) {
      this.pending.fail(id, new RpcError('CONNECTION_LOST', name, 'the channel closed', { cause: error }));
    }
    const message = await reply;
    if (statusOf(message) === 'ok') return message;
    throw toError(name, message);
  }

  private async openChannel(deadline: number, name: string): Promise<Channel> {
    const withinMs = Math.max(1, deadline - Date.now());
    return await this.channel.within(withinMs).catch((cause: unknown) => {
      throw new RpcError('BROKER_AWAY', name, messageOf(cause), { cause });
    });
  }

  private async setUp(channel: Channel): Promise<void> {
    channel.on('return', ({ properties, fields }: Message) => {
      const id = String(properties.correlationId);
      this.pending.fail(
        id,
        new RpcError('NO_HANDLER', String(properties.type), `${fields.routingKey} has no consumer`),
      );
    });
    const takeReply = (message: ConsumeMessage | null): void => {
      if (message) this.pending.settle(String(message.properties.correlationId), message);
    };
    await channel.consume(DIRECT_REPLY, takeReply, { noAck: true });
  }
}
