import type { Channel, Options } from 'amqplib';
import { deadLetterQueue } from './names.js';

/**
 * Deliveries without an acknowledgement (the consumer died) before the broker dead-letters a message. Generous, because
 * each broken connection counts for every message in flight on it.
 */
const DELIVERY_LIMIT = 30;
/** Explicit and out of reach: 4.x drops after 21 deliveries where none is given, 3.10 at once where it is negative. */
const NO_DELIVERY_LIMIT = 1_000_000;

const quorum = (deliveryLimit: number, more: Record<string, unknown> = {}): Options.AssertQueue => ({
  durable: true,
  arguments: {
    'x-queue-type': 'quorum',
    'x-delivery-limit': deliveryLimit,
    'x-overflow': 'reject-publish',
    ...more,
  },
});

/** Work that must not be lost: a quorum queue, and the queue of its dead letters. */
export async function declareWorkQueue(channel: Channel, queue: string): Promise<void> {
  await channel.assertQueue(deadLetterQueue(queue), quorum(NO_DELIVERY_LIMIT));
  await channel.assertQueue(
    queue,
    quorum(DELIVERY_LIMIT, {
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': deadLetterQueue(queue),
      'x-dead-letter-strategy': 'at-least-once',
    }),
  );
}

/** Calls: worthless after their deadline, so a classic queue (a quorum queue more than doubles the time of a call). */
export async function declareRpcQueue(channel: Channel, queue: string): Promise<void> {
  await channel.assertQueue(queue, { durable: true });
}

/** A delay queue: after `delayMs` a message moves on to the queue named by its routing key. */
export async function declareRetryRung(channel: Channel, name: string, delayMs: number): Promise<void> {
  await channel.assertExchange(name, 'fanout', { durable: true });
  await channel.assertQueue(
    name,
    quorum(NO_DELIVERY_LIMIT, {
      'x-message-ttl': delayMs,
      'x-dead-letter-exchange': '',
      'x-dead-letter-strategy': 'at-least-once',
    }),
  );
  await channel.bindQueue(name, name, '');
}
