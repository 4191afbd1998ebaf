import type { Channel, ConfirmChannel } from 'amqplib';
import { backoff, finishesWithin, messageOf, pause, type Log } from '#platform';
import { messagingAlarms } from '../alarms.js';
import { BrokerUnavailableError } from './publish-error.js';
import { BROKER_BACKOFF, CLOSE_WITHIN_MS, type BrokerConnection } from './broker-connection.js';

export interface SupervisedChannelOptions<C extends Channel> {
  readonly connection: BrokerConnection;
  readonly log: Log;
  /** What the channel is for, as the log names it. */
  readonly name: string;
  readonly confirm: C extends ConfirmChannel ? true : false;
  /** Declares what the channel needs and starts its consumers; runs again on every new channel. */
  readonly setUp?: (channel: C) => Promise<void>;
  /** Runs when the channel has closed; whatever was in flight on it gets no answer. */
  readonly onLost?: () => void;
}

/**
 * A channel that is reopened whenever it closes: with the connection, by a protocol error (which closes the channel and
 * not the connection), or by {@link reopen}.
 */
export class SupervisedChannel<C extends Channel = Channel> {
  private channel: C | undefined;
  private readonly waiting = new Set<(channel?: C) => void>();
  private readonly closing = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: SupervisedChannelOptions<C>) {}

  start(): void {
    this.running = this.keepOpen();
  }

  /** The channel, while there is one. */
  get current(): C | undefined {
    return this.channel;
  }

  /** The channel, waiting up to `withinMs` for it. @throws {BrokerUnavailableError} also as soon as this is closed */
  async within(withinMs: number): Promise<C> {
    if (this.channel) return this.channel;
    if (this.closing.signal.aborted) throw closedError();
    return await new Promise<C>((resolve, reject) => {
      const settle = (channel?: C): void => {
        clearTimeout(timer);
        this.waiting.delete(settle);
        if (channel) resolve(channel);
        else reject(closedError());
      };
      const timer = setTimeout(() => {
        this.waiting.delete(settle);
        reject(new BrokerUnavailableError(`for ${withinMs} ms`));
      }, withinMs);
      this.waiting.add(settle);
    });
  }

  /** Closes the channel so that a new one is opened and set up. */
  async reopen(reason: string): Promise<void> {
    this.options.log.raise(messagingAlarms.CHANNEL_LOST, { channel: this.options.name, reason });
    await closeQuietly(this.channel);
  }

  async close(): Promise<void> {
    this.closing.abort();
    for (const settle of this.waiting) settle();
    await finishesWithin(CLOSE_WITHIN_MS, this.running);
  }

  private async keepOpen(): Promise<void> {
    const { signal } = this.closing;
    for (let failures = 0; !signal.aborted;) {
      const lived = await this.openOnce();
      failures = lived ? 0 : failures + 1;
      if (lived) continue;
      await pause(backoff(failures, BROKER_BACKOFF), signal);
    }
  }

  /** Opens a channel and waits until it closes. @returns whether it was set up */
  private async openOnce(): Promise<boolean> {
    const { connection, confirm, setUp, onLost, log, name } = this.options;
    const { signal } = this.closing;
    let reason: string | undefined;
    try {
      const opening = connection.createChannel(confirm) as Promise<C>;
      const channel = await untilAborted(opening, signal);
      const ended = new Promise<void>((resolve) => {
        channel.once('close', resolve);
      });
      channel.on('error', (error: Error) => {
        reason = error.message;
      });
      const close = (): void => void closeQuietly(channel);
      signal.addEventListener('abort', close, { once: true });
      void ended.then(() => signal.removeEventListener('abort', close));
      if (signal.aborted) close();
      await setUp?.(channel);
      this.channel = channel;
      for (const settle of this.waiting) settle(channel);
      await ended;
    } catch (error) {
      reason ??= messageOf(error);
    }
    const lived = this.channel !== undefined;
    this.channel = undefined;
    if (lived) onLost?.();
    const byProtocol = reason !== undefined && connection.isUp && !signal.aborted;
    if (byProtocol) log.raise(messagingAlarms.CHANNEL_LOST, { channel: name, reason });
    return lived;
  }
}

function closedError(): BrokerUnavailableError {
  return new BrokerUnavailableError('until this service stopped');
}

/** Opening a channel waits while there is no connection; closing must not wait with it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('closing'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

async function closeQuietly(channel: Channel | undefined): Promise<void> {
  const closed = channel?.close().catch(() => {
    // Closed already, by the broker or with its connection.
  });
  if (closed) await finishesWithin(CLOSE_WITHIN_MS, closed);
}
