import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type ChannelModel, type ConsumeMessage } from 'amqplib';
import { EVENTS_EXCHANGE } from '#messaging';

const QUEUE = 'soak.witness';
const END = 'soak.end';
const RECONNECT_MS = 250;

/**
 * Whoever billing would be: takes `cdr.received` from a quorum queue of its own, through every death of the broker. It
 * stands on the bare client, so that it shares no fault with the library that it watches.
 */
export class EventWitness {
  /** Ids of the events about each subject. */
  readonly idsBySubject = new Map<string, Set<string>>();
  /** Everything that came, copies included. */
  deliveries = 0;
  private model: ChannelModel | undefined;
  private readonly ends = new Set<string>();
  private readonly closing = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly url: string) {}

  /** Resolves when the queue is bound: nothing that is told from now on is missed. */
  async start(): Promise<void> {
    let bound = (): void => {};
    const isBound = new Promise<void>((resolve) => (bound = resolve));
    this.running = this.keepListening(bound);
    await isBound;
  }

  /** Waits until everything that was published before this call has been heard. @returns whether it was */
  async untilHeard(signal: AbortSignal): Promise<boolean> {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const id = `${END}.${attempt}`;
      const isSent = await this.sendEnd(id).catch(() => false);
      if (isSent && (await this.hears(id))) return true;
      await sleep(RECONNECT_MS);
    }
    return false;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.model?.close().catch(() => {
      // It has ended already.
    });
    await this.running;
  }

  private async hears(id: string): Promise<boolean> {
    for (let patience = 40; patience > 0 && !this.ends.has(id); patience -= 1) await sleep(RECONNECT_MS);
    return this.ends.has(id);
  }

  private async keepListening(bound: () => void): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await this.listen(bound).catch(() => {
        // The broker is dead just now, which is what the soak is about.
      });
      this.model = undefined;
      await sleep(RECONNECT_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Listens until the connection ends. */
  private async listen(bound: () => void): Promise<void> {
    const model = await connect(withHeartbeat(this.url), { noDelay: true, timeout: 5_000 });
    this.model = model;
    const ended = new Promise<void>((resolve) => {
      model.once('close', () => resolve());
    });
    model.on('error', () => {
      // Told again as `close`.
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
      this.hear(message);
      channel.ack(message);
    });
    bound();
    await ended;
  }

  private hear({ properties, content }: ConsumeMessage): void {
    if (properties.type === END) return void this.ends.add(String(properties.messageId));
    const { id, subject } = JSON.parse(content.toString()) as { id: string; subject: string };
    this.deliveries += 1;
    const ids = this.idsBySubject.get(subject) ?? new Set();
    this.idsBySubject.set(subject, ids.add(id));
  }

  /** A message behind all that are in the queue. @returns whether the broker has it */
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
