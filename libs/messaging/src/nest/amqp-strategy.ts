import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { Channel, ConsumeMessage } from 'amqplib';
import type { Registry } from 'prom-client';
import { lastValueFrom } from 'rxjs';
import type { Log } from '#platform';
import type { Broker } from '../connection/broker.js';
import type { Outcome } from '../consumer/outcome.js';
import { RetryLadder } from '../consumer/retry-ladder.js';
import { WorkConsumer } from '../consumer/work-consumer.js';
import { cloudEventSchema } from '../events/cloud-event.js';
import type { OutboxRelay } from '../events/relay.js';
import { decode, json } from '../map/body.js';
import type { EventDefinition, IntakeDefinition, MessageMap } from '../map/definitions.js';
import { RpcServer, type CallHandler, type StreamHandler } from '../rpc/rpc-server.js';
import { StreamServer } from '../stream/stream-server.js';
import { EVENTS_EXCHANGE, eventQueue, intakeQueue } from '../topology/names.js';
import { declareWorkQueue } from '../topology/queues.js';
import { assertHandlersComplete } from './assert-handlers-complete.js';

export interface AmqpStrategyOptions {
  readonly map: MessageMap;
  readonly service: string;
  readonly broker: Broker;
  readonly log: Log;
  readonly metrics: Registry;
  readonly relay?: OutboxRelay | undefined;
  readonly consumers?: Partial<ConsumerOptions> | undefined;
}

/** How the consumers of events and intakes work; see {@link MessagingModule}. */
export interface ConsumerOptions {
  /** Messages that each consumer of a replica handles at a time. */
  readonly concurrency: number;
  /** Attempts before a message is dead-lettered. */
  readonly attempts: number;
  /** Milliseconds that one attempt may take. */
  readonly handleWithinMs: number;
  /** Milliseconds between attempts; the last repeats. */
  readonly retryDelays: readonly number[];
}

const CONSUMERS: Omit<ConsumerOptions, 'retryDelays'> = {
  concurrency: 20,
  attempts: 8,
  handleWithinMs: 60_000,
};

interface Consumer {
  start(): void;
  untilConsuming(withinMs: number): Promise<void>;
  close(): Promise<void>;
  readonly idleReason: string | undefined;
}

/**
 * Connects NestJS's handlers to RabbitMQ. The message map says whether a pattern is a call, a stream, an event or an
 * intake; a pattern that is not in the map, or that two handlers claim, fails the start.
 * Why not `Transport.RMQ`: docs/adr/0058-an-own-transport-for-nest.md.
 */
export class AmqpStrategy extends Server implements CustomTransportStrategy {
  private readonly consumers: Consumer[] = [];
  private readonly ladder: RetryLadder;
  private readonly streams: StreamServer;

  constructor(private readonly options: AmqpStrategyOptions) {
    super();
    const { map, broker, log, consumers } = options;
    this.ladder = new RetryLadder(broker.publishing, log, consumers?.retryDelays);
    this.streams = new StreamServer({ map, connection: broker.publishing, log });
  }

  override addHandler(
    pattern: string,
    callback: MessageHandler,
    isEventHandler?: boolean,
    extras?: object,
  ): void {
    if (this.messageHandlers.has(pattern))
      throw new Error(`two handlers claim ${pattern}; NestJS would merge them silently`);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** Called by NestJS: starts every consumer, and calls back once all of them consume. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.begin();
    } catch (error) {
      return callback(error);
    }
    callback();
  }

  /** Why the process does not take all of its work at the moment; empty while it does. */
  get idleReasons(): readonly string[] {
    return this.consumers.map(({ idleReason }) => idleReason).filter((reason) => reason !== undefined);
  }

  /** Takes no new messages, finishes those in flight, relays the events they published, closes. */
  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.close()));
    await this.streams.close();
    await this.ladder.close();
    await this.options.relay?.close();
  }

  /** Not supported. @throws {Error} always */
  on(): never {
    throw new Error('this transport emits no events of its own: see its log and metrics');
  }

  /** Not supported. @throws {Error} always */
  unwrap(): never {
    throw new Error('channels are not accessible: use RpcClient, Outbox and IntakePublisher');
  }

  private async begin(): Promise<void> {
    assertHandlersComplete(this.options.map, this.options.service, [...this.messageHandlers.keys()]);
    this.ladder.start();
    this.streams.start();
    this.consumers.push(...this.rpcServers(), ...this.workConsumers());
    for (const consumer of this.consumers) consumer.start();
    await Promise.all(this.consumers.map((consumer) => consumer.untilConsuming(30_000)));
    // Last: an event to which this service itself subscribes must find its queue.
    this.options.relay?.start();
  }

  private rpcServers(): Consumer[] {
    const { map, broker, log, metrics } = this.options;
    const answered = Object.entries({ ...map.rpcs, ...map.streams }).filter(([name]) =>
      this.messageHandlers.has(name),
    );
    const bulkheads = new Set(answered.map(([, { bulkhead }]) => bulkhead));
    const handlers = new Map<string, CallHandler>();
    const streams = new Map<string, StreamHandler>();
    for (const [name] of answered) {
      if (name in map.rpcs) handlers.set(name, (request, context) => this.run(name, request, context));
      else
        streams.set(name, (message) => this.streams.serve(message, (request) => this.chunks(name, request)));
    }
    const { publishing, consuming } = broker;
    return [...bulkheads].map(
      (bulkhead) => new RpcServer({ map, bulkhead, publishing, consuming, log, metrics, handlers, streams }),
    );
  }

  private workConsumers(): Consumer[] {
    const { map, service } = this.options;
    const handled = (name: string): boolean => this.messageHandlers.has(name);
    const events = Object.entries(map.events).filter(([name]) => handled(name));
    const intakes = Object.entries(map.intakes).filter(([name]) => handled(name));
    return [
      ...events.map(([name, definition]) => this.eventConsumer(name, eventQueue(service, name), definition)),
      ...intakes.map(([name, definition]) => this.intakeConsumer(name, intakeQueue(name), definition)),
    ];
  }

  private eventConsumer(name: string, queue: string, { data }: EventDefinition): Consumer {
    const body = json(cloudEventSchema(data.schema));
    const declare = async (channel: Channel): Promise<void> => {
      await channel.assertExchange(EVENTS_EXCHANGE, 'topic', { durable: true });
      await declareWorkQueue(channel, queue);
      await channel.bindQueue(queue, EVENTS_EXCHANGE, name);
    };
    return this.workConsumer(queue, declare, (message, signal) =>
      this.work(name, decode(name, body, message.content, {}), signal),
    );
  }

  private intakeConsumer(name: string, queue: string, { body }: IntakeDefinition): Consumer {
    return this.workConsumer(
      queue,
      (channel) => declareWorkQueue(channel, queue),
      (message, signal) =>
        this.work(name, decode(name, body, message.content, message.properties.headers ?? {}), signal),
    );
  }

  private workConsumer(
    queue: string,
    declare: (channel: Channel) => Promise<void>,
    handle: (message: ConsumeMessage, signal: AbortSignal) => Promise<Outcome>,
  ): Consumer {
    const { broker, log, metrics, consumers } = this.options;
    const { concurrency, attempts, handleWithinMs } = { ...CONSUMERS, ...consumers };
    return new WorkConsumer({
      connection: broker.consuming,
      ladder: this.ladder,
      log,
      metrics,
      queue,
      declare,
      concurrency,
      attempts,
      handleWithinMs,
      handle,
    });
  }

  private async work(name: string, payload: unknown, signal: AbortSignal): Promise<Outcome> {
    return (await this.run(name, payload, signal)) as Outcome;
  }

  private async *chunks(name: string, request: unknown): AsyncGenerator {
    yield* (await this.invoke(name, request, undefined)) as AsyncIterable<unknown>;
  }

  private async run(name: string, payload: unknown, context: unknown): Promise<unknown> {
    return await lastValueFrom(this.transformToObservable(await this.invoke(name, payload, context)));
  }

  private async invoke(name: string, payload: unknown, context: unknown): Promise<unknown> {
    const handler = this.messageHandlers.get(name);
    if (!handler) throw new Error(`nothing handles ${name}`);
    return (await handler(payload, context)) as unknown;
  }
}
