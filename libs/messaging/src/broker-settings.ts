import { kinds, Setting } from '#platform';

/** The address of RabbitMQ. */
export class BrokerSettings {
  @Setting(kinds.url(['amqp', 'amqps'], 'amqp://user:password@host:5672'), {
    about: 'RabbitMQ 3.10 or later. Unset, `npm start` brings up a private one under `.data/`.',
    secret: true,
  })
  readonly RABBITMQ_URL!: string;
}
