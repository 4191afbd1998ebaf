import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type ChannelModel, type ConsumeMessage } from 'amqplib';
import { EVENTS_EXCHANGE } from '#messaging';

const QUEUE = 'soak.witness';
const END = 'soak.end';
const RECONNECT_MS = 250;

/**
 * A consumer such as billing: reads `cdr.received` from a quorum queue of its own, through every death of the broker. It
 * uses amqplib alone, so that it shares no fault with the library that it watches.
 */
export class EventWitness {
  /** Ids of the events about each subject. */
  readonly idsBySubject = new Map<string, Set<string>>();
  /** All messages received, copies included. */
  deliveries = 0;
  private model: ChannelModel | undefined;
  private readonly ends = new Set<string>();
  private readonly closing = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly url: string) {}

  /** Resolves when the queue is bound: every event published from now on is received. */
  async start(): Promise<void> {
    let bound = (): void => {};
    const isBound = new Promise<void>((resolve) => (bound = resolve));
    this.running = this.consumeUntilClosed(bound);
    await isBound;
  }

  /** Waits until every event published before this call is received. @returns whether it was, in time */
  async untilReceived(signal: AbortSignal): Promise<boolean> {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const id = `${END}.${attempt}`;
      const isSent = await this.sendEnd(id).catch(() => false);
      if (isSent && (await this.receives(id))) return true;
      await sleep(RECONNECT_MS);
    }
    return false;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.model?.close().catch(() => {
      // It has already ended.
    });
    await this.running;
  }

  private async receives(id: string): Promise<boolean> {
    for (let left = 40; left > 0 && !this.ends.has(id); left -= 1) await sleep(RECONNECT_MS);
    return this.ends.has(id);
  }

  private async consumeUntilClosed(bound: () => void): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await this.consume(bound).catch(() => {
        // The broker is down: the soak kills it.
      });
      this.model = undefined;
      await sleep(RECONNECT_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Consumes until the connection ends. */
  private async consume(bound: () => void): Promise<void> {
    const model = await connect(withHeartbeat(this.url), { noDelay: true, timeout: 5_000 });
    this.model = model;
    const ended = new Promise<void>((resolve) => {
      model.once('close', () => resolve());
    });
    model.on('error', () => {
      // `close` follows.
    });
    const channel = await model.createChannel();
    channel.on('error', () => void model.close().catch(() => {}));
    await channel.assertExchange(EVENTS_EXCHANGE, 'topic', { durable: true });
    await channel.assertQueue(QUEUE, {
      durable: true,
      arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 1_000_000 },
    });
    await channel.bindQueue(QUEUE, EVENTS_EXCHANGE, 'cdr.received');
    await channel.prefetch(200);
    await channel.consume(QUEUE, (message) => {
      if (message === null) return void model.close().catch(() => {});
      this.receive(message);
      channel.ack(message);
    });
    bound();
    await ended;
  }

  private receive({ properties, content }: ConsumeMessage): void {
    if (properties.type === END) return void this.ends.add(String(properties.messageId));
    const { id, subject } = JSON.parse(content.toString()) as { id: string; subject: string };
    this.deliveries += 1;
    const ids = this.idsBySubject.get(subject) ?? new Set();
    this.idsBySubject.set(subject, ids.add(id));
  }

  /** Sends a message behind all that are in the queue. @returns whether the broker has confirmed it */
  private async sendEnd(messageId: string): Promise<boolean> {
    if (!this.model) return false;
    const channel = await this.model.createConfirmChannel();
    channel.sendToQueue(QUEUE, Buffer.alloc(0), { type: END, messageId, persistent: true });
    await channel.waitForConfirms();
    await channel.close();
    return true;
  }
}

function withHeartbeat(url: string): string {
  const address = new URL(url);
  address.searchParams.set('heartbeat', '10');
  return address.href;
}
