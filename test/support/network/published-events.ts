import { connect } from 'amqplib';
import type { CloudEvent } from '#messaging';

/** The events on the exchange, as a consumer receives them. */
export interface PublishedEvents {
  readonly events: CloudEvent<Record<string, unknown[]>>[];
  close(): Promise<void>;
}

/** Binds a queue to the exchange by routing patterns, and collects its events from now on. */
export async function listenToEvents(url: string, ...patterns: readonly string[]): Promise<PublishedEvents> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.assertExchange('emp.events', 'topic', { durable: true });
  const { queue } = await channel.assertQueue('', { exclusive: true });
  for (const pattern of patterns) await channel.bindQueue(queue, 'emp.events', pattern);
  const events: PublishedEvents['events'] = [];
  await channel.consume(
    queue,
    (message) => {
      if (message)
        events.push(JSON.parse(message.content.toString()) as CloudEvent<Record<string, unknown[]>>);
    },
    { noAck: true },
  );
  return { events, close: () => connection.close() };
}
