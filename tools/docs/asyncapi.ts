import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_EVENT_TYPE, EVENTS_EXCHANGE } from '#messaging';
import { projectFolder } from '../../apps/cli/src/published.js';
import { documentedEvents, envelopeSchema, type DocumentedEvent } from './event-schemas.js';

/** `docs/asyncapi.json`: the events of the suite as an AsyncAPI 3 document, for tools that generate consumers. */
export function asyncApiDocument(): object {
  const each = <T>(valueOf: (event: DocumentedEvent) => T): Record<string, T> =>
    Object.fromEntries(documentedEvents.map((event) => [event.name, valueOf(event)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Events of the EMP roaming suite',
      version: version(),
      description: `What happens in the suite, published at least once to every queue that is bound to the exchange \`${EVENTS_EXCHANGE}\`. docs/events.md says how.`,
    },
    defaultContentType: CLOUD_EVENT_TYPE,
    servers: {
      rabbitmq: {
        host: 'rabbitmq:5672',
        protocol: 'amqp',
        protocolVersion: '0.9.1',
        description: 'The RabbitMQ of the suite, RABBITMQ_URL.',
      },
    },
    channels: each(({ name, about }) => ({
      address: name,
      description: about,
      messages: { [name]: { $ref: `#/components/messages/${name}` } },
      bindings: {
        amqp: {
          is: 'routingKey',
          exchange: { name: EVENTS_EXCHANGE, type: 'topic', durable: true, autoDelete: false, vhost: '/' },
        },
      },
    })),
    operations: each(({ name, about }) => ({
      action: 'send',
      channel: { $ref: `#/channels/${name}` },
      summary: about,
      messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
      bindings: { amqp: { deliveryMode: 2, mandatory: false, timestamp: false } },
    })),
    components: {
      messages: each(({ name, about, subject }) => ({
        name,
        title: name,
        summary: about,
        description: `subject: ${subject}`,
        contentType: CLOUD_EVENT_TYPE,
        payload: {
          allOf: [
            { $ref: '#/components/schemas/envelope' },
            {
              type: 'object',
              properties: { type: { const: name }, data: { $ref: `#/components/schemas/${name}` } },
            },
          ],
        },
      })),
      schemas: { envelope: envelopeSchema, ...each(({ data }) => data) },
    },
  };
}

function version(): string {
  const { version: own } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return own;
}
