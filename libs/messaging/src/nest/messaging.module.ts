import { Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Log, Readiness, ServiceName } from '#platform';
import { BrokerSettings } from '../broker-settings.js';
import { Broker } from '../connection/broker.js';
import { IntakePublisher } from '../events/intake-publisher.js';
import { Outbox } from '../events/outbox.js';
import { OutboxRelay } from '../events/relay.js';
import type { MessageMap } from '../map/definitions.js';
import { RpcClient } from '../rpc/rpc-client.js';
import { StreamClient } from '../stream/stream-client.js';
import { AmqpStrategy, type ConsumerOptions } from './amqp-strategy.js';

/** What a service uses of RabbitMQ. */
export interface MessagingOptions {
  readonly map: MessageMap;
  /** The intakes in which this service enqueues work. */
  readonly enqueuesTo?: readonly string[];
  /** Whether the service publishes events; it then needs the table `outbox` in its schema ({@link createOutboxTable}). */
  readonly publishesEvents?: boolean;
  readonly consumers?: Partial<ConsumerOptions>;
}

/** Closes the clients after the handlers, which use them until the end, have drained. */
class MessagingShutdown implements OnApplicationShutdown {
  constructor(
    private readonly broker: Broker,
    private readonly clients: readonly { close(): Promise<void> }[],
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
    await this.broker.close();
  }
}

/** Offers {@link RpcClient}, {@link StreamClient}, {@link IntakePublisher}, {@link Outbox} and the transport strategy. */
@Module({})
export class MessagingModule {
  /** The module for one service; global, so that it is imported once. */
  static forService(options: MessagingOptions): DynamicModule {
    const providers = [
      ...clientProviders(options),
      ...(options.publishesEvents === true ? outboxProviders(options) : []),
    ];
    const exported = [RpcClient, StreamClient, IntakePublisher, AmqpStrategy];
    return {
      module: MessagingModule,
      global: true,
      providers: [...providers, strategyProvider(options), shutdownProvider],
      exports: options.publishesEvents === true ? [...exported, Outbox] : exported,
    };
  }
}

function clientProviders({ map, enqueuesTo = [] }: MessagingOptions): Provider[] {
  return [
    {
      provide: Broker,
      inject: [BrokerSettings, ServiceName, Log, Readiness],
      useFactory: (settings: BrokerSettings, service: ServiceName, log: Log, readiness: Readiness) => {
        readiness.add('broker', () => {
          throw new Error('there was no connection to RabbitMQ yet');
        });
        return Broker.open(settings, service.value, log.of('messaging'));
      },
    },
    {
      provide: RpcClient,
      inject: [Broker, Log, Registry],
      useFactory: ({ publishing }: Broker, log: Log, metrics: Registry) =>
        start(new RpcClient({ map, connection: publishing, log: log.of('messaging'), metrics })),
    },
    {
      provide: StreamClient,
      inject: [Broker, Log],
      useFactory: ({ publishing }: Broker, log: Log) =>
        start(new StreamClient({ map, connection: publishing, log: log.of('messaging') })),
    },
    {
      provide: IntakePublisher,
      inject: [Broker, Log],
      useFactory: ({ publishing }: Broker, log: Log) =>
        start(
          new IntakePublisher({ map, connection: publishing, log: log.of('messaging'), intakes: enqueuesTo }),
        ),
    },
  ];
}

function outboxProviders({ map }: MessagingOptions): Provider[] {
  return [
    {
      provide: OutboxRelay,
      inject: [Broker, DataSource, Log, Registry],
      useFactory: ({ publishing }: Broker, dataSource: DataSource, log: Log, metrics: Registry) =>
        new OutboxRelay({ connection: publishing, dataSource, log: log.of('messaging'), metrics }),
    },
    {
      provide: Outbox,
      inject: [DataSource, ServiceName, OutboxRelay],
      useFactory: (dataSource: DataSource, service: ServiceName, relay: OutboxRelay) =>
        new Outbox({ map, dataSource, service: service.value, poke: () => relay.poke() }),
    },
  ];
}

function strategyProvider({ map, consumers }: MessagingOptions): Provider {
  return {
    provide: AmqpStrategy,
    inject: [Broker, ServiceName, Log, Registry, Readiness, { token: OutboxRelay, optional: true }],
    useFactory: (
      broker: Broker,
      service: ServiceName,
      log: Log,
      metrics: Registry,
      readiness: Readiness,
      relay?: OutboxRelay,
    ) => {
      const strategy = new AmqpStrategy({
        map,
        service: service.value,
        broker,
        log: log.of('messaging'),
        metrics,
        relay,
        consumers,
      });
      readiness.add('broker', () => {
        if (!broker.isUp) throw new Error('there is no connection to RabbitMQ');
        if (strategy.idleReasons.length > 0) throw new Error(strategy.idleReasons.join('; '));
      });
      return strategy;
    },
  };
}

const shutdownProvider: Provider = {
  provide: MessagingShutdown,
  inject: [Broker, RpcClient, StreamClient, IntakePublisher],
  useFactory: (broker: Broker, ...clients: { close(): Promise<void> }[]) =>
    new MessagingShutdown(broker, clients),
};

function start<T extends { start(): void }>(startable: T): T {
  startable.start();
  return startable;
}
