import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { connect, type ConsumeMessage } from 'amqplib';
import { BARE_QUEUE } from './rpc-echo-messages.js';

/**
 * What nothing can beat: a mutual-TLS server that sends the body to an echoing worker by direct reply-to and answers with
 * what comes back. A process of its own: `rabbitUrl port certificate key authority`.
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
const files = { cert: readFileSync(certificate), key: readFileSync(key), ca: readFileSync(authority) };
const server = createServer(
  { ...files, requestCert: true, rejectUnauthorized: true },
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const correlationId = randomUUID();
      waiting.set(correlationId, ({ content }) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(content);
      });
      channel.sendToQueue(BARE_QUEUE, Buffer.concat(chunks), {
        correlationId,
        replyTo: 'amq.rabbitmq.reply-to',
      });
    });
  },
);
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
