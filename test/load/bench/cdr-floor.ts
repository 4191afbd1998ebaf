import { connect } from 'amqplib';
import { listenBare } from './bare-server.js';

/**
 * The floor: a mutual-TLS server that publishes the body to a quorum queue and acknowledges once the broker has
 * confirmed it. A process of its own: `rabbitUrl port certificate key authority`.
 */
const [, , url = '', port = '', certificate = '', key = '', authority = ''] = process.argv;
const QUEUE = 'bare.cdr';
const YES = JSON.stringify({ Result: true, StatusCode: { Code: '000' } });
const connection = await connect(url, { noDelay: true });
const channel = await connection.createConfirmChannel();
await channel.assertQueue(QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
listenBare({ port, certificate, key, authority }, (body, send) => {
  channel.sendToQueue(QUEUE, body, { persistent: true }, (error: unknown) => {
    send(error === null ? YES : '{"Result":false}');
  });
});
