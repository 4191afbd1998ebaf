import type { ConfirmChannel } from 'amqplib';
import type { CloudEvent } from '#messaging';
import type { SessionView } from '#suite';

const EXCHANGE = 'emp.events';
const INTAKE = 'session.notifications';

/** The broker as other services use it: they publish events, the edge enqueues notifications, billing consumes events. */
export class SessionEvents {
  /** The events of remote-session so far, in the order of their receipt. */
  readonly published: CloudEvent<SessionView>[] = [];
  private sequence = 0;

  constructor(private readonly channel: ConfirmChannel) {}

  async listen(): Promise<void> {
    await this.channel.assertExchange(EXCHANGE, 'topic', { durable: true });
    const { queue } = await this.channel.assertQueue('', { exclusive: true });
    await this.channel.bindQueue(queue, EXCHANGE, 'session.*');
    await this.channel.consume(
      queue,
      (message) => {
        if (message) this.published.push(JSON.parse(message.content.toString()) as CloudEvent<SessionView>);
      },
      { noAck: true },
    );
  }

  /** Types of the events about a session. */
  typesOf(id: string): readonly string[] {
    return this.published.filter(({ subject }) => subject === id).map(({ type }) => type);
  }

  /** Publishes an event. @param sequence of the event; by default the next one */
  async publish(type: string, data: object, sequence = this.sequence + 1): Promise<void> {
    this.sequence = Math.max(this.sequence, sequence);
    const event = {
      specversion: '1.0',
      id: crypto.randomUUID(),
      source: '/test',
      type,
      subject: 'test',
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      sequence: String(sequence).padStart(19, '0'),
      data,
    };
    const content = Buffer.from(JSON.stringify(event));
    const options = {
      type,
      contentType: 'application/cloudevents+json',
      messageId: event.id,
      persistent: true,
    };
    await this.send(EXCHANGE, type, content, options);
  }

  /** Enqueues a notification as the edge does. */
  async notify(notification: { SessionID: string } & Record<string, unknown>): Promise<void> {
    const content = Buffer.from(JSON.stringify(notification));
    const about = { sessionId: notification.SessionID, receivedAt: new Date().toISOString() };
    const headers = { 'x-about': JSON.stringify(about) };
    const messageId = crypto.randomUUID();
    await this.send('', INTAKE, content, { type: INTAKE, messageId, persistent: true, headers });
  }

  private send(exchange: string, key: string, content: Buffer, options: object): Promise<void> {
    return new Promise((resolve, reject) => {
      this.channel.publish(exchange, key, content, options, (error: unknown) =>
        error ? reject(new Error(`the broker did not confirm ${key}`, { cause: error })) : resolve(),
      );
    });
  }
}
