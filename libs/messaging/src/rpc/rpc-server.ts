import type { Channel, ConsumeMessage } from 'amqplib';
import { Histogram, type Registry } from 'prom-client';
import { runCorrelated, type Log } from '#platform';
import { messagingAlarms } from '../alarms.js';
import type { BrokerConnection } from '../connection/broker-connection.js';
import { SupervisedChannel } from '../connection/supervised-channel.js';
import { TRACEPARENT } from '../consumer/headers.js';
import { SupervisedConsumer, type Delivery } from '../consumer/supervised-consumer.js';
import { decode, encode, type EncodedBody } from '../map/body.js';
import type { Bulkhead, MessageMap, RpcDefinition } from '../map/definitions.js';
import { PayloadError } from '../payload-error.js';
import { rpcQueue } from '../topology/names.js';
import { declareRpcQueue } from '../topology/queues.js';
import { CallExpiry, type CallContext } from './call-expiry.js';
import { errorBody, isExpected } from './rpc-reply-error.js';
import { RpcError, RpcRefusal } from './rpc-error.js';
import { deadlineOf, STATUS, type ReplyStatus } from './rpc-wire.js';

export type CallHandler = (request: unknown, context: CallContext) => Promise<unknown>;
/** Answers a streamed call by itself. */
export type StreamHandler = (message: ConsumeMessage, signal: AbortSignal) => Promise<void>;

export interface RpcServerOptions {
  readonly map: MessageMap;
  readonly bulkhead: string;
  readonly consuming: BrokerConnection;
  readonly publishing: BrokerConnection;
  readonly log: Log;
  readonly metrics: Registry;
  readonly handlers: ReadonlyMap<string, CallHandler>;
  readonly streams: ReadonlyMap<string, StreamHandler>;
}

/** Answers the calls of one bulkhead, as many at a time as the bulkhead allows. */
export class RpcServer {
  private readonly consumer: SupervisedConsumer;
  private readonly replies: SupervisedChannel;
  private readonly durations: Histogram<'rpc' | 'outcome'>;

  constructor(private readonly options: RpcServerOptions) {
    const { map, bulkhead, consuming, publishing, log, metrics } = options;
    const queue = rpcQueue(bulkhead);
    const { concurrency } = map.bulkheads[bulkhead] as Bulkhead;
    this.durations = handledHistogram(metrics);
    this.replies = new SupervisedChannel({
      connection: publishing,
      log,
      name: `replies of ${queue}`,
      confirm: false,
    });
    this.consumer = new SupervisedConsumer({
      connection: consuming,
      log,
      queue,
      concurrency,
      ackTogether: Math.ceil(concurrency / 4),
      declare: (channel: Channel) => declareRpcQueue(channel, queue),
      handle: (delivery) => this.handle(delivery),
    });
  }

  start(): void {
    this.replies.start();
    this.consumer.start();
  }

  untilConsuming(withinMs: number): Promise<void> {
    return this.consumer.untilConsuming(withinMs);
  }

  get idleReason(): string | undefined {
    return this.consumer.isConsuming ? undefined : `${rpcQueue(this.options.bulkhead)} is not being consumed`;
  }

  /** Takes no more calls, answers those in flight, closes. */
  async close(): Promise<void> {
    await this.consumer.close();
    await this.replies.close();
  }

  private async handle(delivery: Delivery): Promise<void> {
    const { message } = delivery;
    const deadline = deadlineOf(message);
    const remainingMs = deadline - Date.now();
    // Prefetched messages never expire by themselves; the caller no longer waits.
    if (remainingMs <= 0) return delivery.ack();
    const expiry = new CallExpiry(deadline, remainingMs);
    const stop = this.durations.startTimer({ rpc: String(message.properties.type) });
    const outcome = await runCorrelated(message.properties.headers?.[TRACEPARENT], () =>
      this.answer(message, expiry, delivery),
    );
    expiry.stop();
    stop({ outcome });
    delivery.ack();
  }

  private async answer(
    message: ConsumeMessage,
    expiry: CallExpiry,
    { message: { fields } }: Delivery,
  ): Promise<string> {
    const name = String(message.properties.type);
    const stream = this.options.streams.get(name);
    const definition = this.options.map.rpcs[name];
    const mustNotRepeat = definition?.once === true || stream !== undefined;
    if (fields.redelivered && mustNotRepeat) {
      await this.reply(
        message,
        'failed',
        errorBody(new RpcError('OUTCOME_UNKNOWN', name, 'it may have run before')),
      );
      return 'OUTCOME_UNKNOWN';
    }
    if (stream) {
      await stream(message, expiry.signal);
      return 'streamed';
    }
    try {
      const reply = await this.run(name, message, expiry);
      await this.reply(message, 'ok', reply);
      return 'ok';
    } catch (error) {
      const refused = isExpected(error);
      if (!refused) this.options.log.raise(messagingAlarms.RPC_HANDLER_FAILED, { rpc: name, error });
      await this.reply(message, refused ? 'refused' : 'failed', errorBody(error));
      return refused ? 'refused' : 'failed';
    }
  }

  private async run(name: string, message: ConsumeMessage, expiry: CallExpiry): Promise<EncodedBody> {
    const handler = this.options.handlers.get(name);
    const definition = this.options.map.rpcs[name];
    if (!handler || !definition)
      throw new RpcError('NO_HANDLER', name, 'this replica has no handler for the call');
    const request = this.decodeRequest(name, definition, message);
    // A hanging handler must not occupy its slot: past the deadline nobody waits for it.
    const reply = await expiry.within(
      handler(request, expiry),
      () => new RpcError('DEADLINE_EXCEEDED', name, 'the handler took too long'),
    );
    return encode(name, definition.reply, reply);
  }

  /** @throws {RpcRefusal} PAYLOAD_INVALID: repeating the call would not help, and this service has not failed */
  private decodeRequest(name: string, { request }: RpcDefinition, message: ConsumeMessage): unknown {
    try {
      return decode(name, request, message.content, message.properties.headers ?? {});
    } catch (error) {
      if (!(error instanceof PayloadError)) throw error;
      this.options.log.info('refused a call that does not have the agreed shape', { rpc: name, error });
      throw new RpcRefusal(error.code, error.message);
    }
  }

  private async reply({ properties }: ConsumeMessage, status: ReplyStatus, body: EncodedBody): Promise<void> {
    const { replyTo, correlationId } = properties as { replyTo?: unknown; correlationId?: unknown };
    if (typeof replyTo !== 'string') return;
    try {
      const channel = this.replies.current ?? (await this.replies.within(1_000));
      channel.publish('', replyTo, body.content, {
        correlationId: String(correlationId),
        contentType: body.contentType,
        headers: { ...body.headers, [STATUS]: status },
      });
    } catch {
      // No way to reply: the caller's deadline passes, or it notices its own lost connection.
    }
  }
}

function handledHistogram(metrics: Registry): Histogram<'rpc' | 'outcome'> {
  const name = 'rpc_handled_seconds';
  const existing = metrics.getSingleMetric(name) as Histogram<'rpc' | 'outcome'> | undefined;
  return (
    existing ??
    new Histogram({
      name,
      help: 'Calls answered by this process, by call and outcome',
      labelNames: ['rpc', 'outcome'],
      registers: [metrics],
    })
  );
}
