import { randomUUID } from 'node:crypto';
import { connect, type ConsumeMessage } from 'amqplib';
import { listenBare } from './bare-server.js';
import { BARE_QUEUE } from './rpc-echo-messages.js';

/**
 * The floor: a mutual-TLS server that sends the body to an echoing worker by direct reply-to and answers with the
 * reply. A process of its own: `rabbitUrl port certificate key authority`.
 */
const [, , url = '', port = '', certificate = '', key = '', authority = ''] = process.argv;
const connection = await connect(url, { noDelay: true });
const channel = await connection.createChannel();
const waiting = new Map<string, (message: ConsumeMessage) => void>();
await channel.consume(
  'amq.rabbitmq.reply-to',
  (message) => {
    const id = String(message?.properties.correlationId);
    if (message) waiting.get(id)?.(message);
    waiting.delete(id);
  },
  { noAck: true },
);
listenBare({ port, certificate, key, authority }, (body, send) => {
  const correlationId = randomUUID();
  waiting.set(correlationId, ({ content }) => send(content));
  channel.sendToQueue(BARE_QUEUE, body, { correlationId, replyTo: 'amq.rabbitmq.reply-to' });
});
