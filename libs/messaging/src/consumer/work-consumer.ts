import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, ConsumeMessage } from 'amqplib';
import { Counter, Gauge, type Registry } from 'prom-client';
import { isDatabaseUnavailable } from '#persistence';
import { backoff, runCorrelated, messageOf, pause, within, type Log } from '#platform';
import { messagingAlarms } from '../alarms.js';
import { BROKER_BACKOFF, type BrokerConnection } from '../connection/broker-connection.js';
import { PublishError } from '../connection/publish-error.js';
import { PayloadError } from '../payload-error.js';
import { attemptOf, TRACEPARENT } from './headers.js';
import { deadLetter, DependencyUnavailableError, retryLater, type Outcome } from './outcome.js';
import type { RetryLadder } from './retry-ladder.js';
import { SupervisedConsumer, type Delivery } from './supervised-consumer.js';

export interface WorkConsumerOptions {
  readonly connection: BrokerConnection;
  readonly ladder: RetryLadder;
  readonly log: Log;
  readonly metrics: Registry;
  readonly queue: string;
  readonly declare: (channel: Channel) => Promise<void>;
  readonly concurrency: number;
  /** Attempts before a message is dead-lettered. */
  readonly attempts: number;
  /** Milliseconds that one attempt may take. */
  readonly handleWithinMs: number;
  readonly handle: (message: ConsumeMessage, signal: AbortSignal) => Promise<Outcome>;
}

const PAUSE = { initial: 1_000, most: 30_000 };

/**
 * Consumes a queue of work that must not be lost: every message is done, retried later, or dead-lettered; while a
 * dependency of its handler is unavailable, it waits.
 */
export class WorkConsumer {
  private readonly consumer: SupervisedConsumer;
  private readonly closing = new AbortController();
  private pausesInARow = 0;
  private pausedForMs: number | undefined;

  constructor(
    private readonly options: WorkConsumerOptions,
    private readonly counters = registerCounters(options.metrics),
  ) {
    const { connection, log, queue, concurrency, declare } = options;
    const handle = (delivery: Delivery): Promise<void> => this.handle(delivery);
    this.consumer = new SupervisedConsumer({ connection, log, queue, concurrency, declare, handle });
  }

  start(): void {
    this.consumer.start();
  }

  untilConsuming(withinMs: number): Promise<void> {
    return this.consumer.untilConsuming(withinMs);
  }

  /** Why it takes no messages at the moment, if it does not. */
  get idleReason(): string | undefined {
    if (this.consumer.isConsuming) return undefined;
    return this.pausedForMs === undefined ? `${this.options.queue} is not being consumed` : undefined;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.consumer.close();
  }

  private async handle(delivery: Delivery): Promise<void> {
    const { properties } = delivery.message;
    await runCorrelated(properties.headers?.[TRACEPARENT], async () => {
      const outcome = await this.attempt(delivery.message);
      this.counters.handled.inc({ queue: this.options.queue, outcome: outcome.kind });
      await this.settle(delivery, outcome);
    });
  }

  private async attempt(message: ConsumeMessage): Promise<Outcome | DependencyUnavailable> {
    const { handle, handleWithinMs } = this.options;
    const expiry = new AbortController();
    try {
      const outcome = await within(handleWithinMs, handle(message, expiry.signal), () => {
        expiry.abort();
        return retryLater(`no outcome within ${handleWithinMs} ms`);
      });
      this.pausesInARow = 0;
      return outcome;
    } catch (error) {
      if (error instanceof PayloadError) return deadLetter(error.message);
      if (isDependencyUnavailable(error)) return { kind: 'away', reason: messageOf(error) };
      return retryLater(messageOf(error));
    }
  }

  private async settle(delivery: Delivery, outcome: Outcome | DependencyUnavailable): Promise<void> {
    const { log, queue, ladder } = this.options;
    const { message } = delivery;
    if (outcome.kind === 'done') return delivery.ack();
    if (outcome.kind === 'away') {
      this.pause(outcome.reason);
      return this.moveThenAck(delivery, () => ladder.park(queue, message, this.pausedForMs ?? PAUSE.initial));
    }
    const attempt = attemptOf(message);
    const { kind, reason } = outcome;
    const about = { queue, messageId: String(message.properties.messageId), attempt, reason };
    if (kind === 'retry' && attempt < this.options.attempts) {
      log.raise(messagingAlarms.MESSAGE_RETRIED, about);
      return this.moveThenAck(delivery, () => ladder.retry(queue, message, attempt, reason));
    }
    log.raise(messagingAlarms.MESSAGE_DEAD, about);
    return this.moveThenAck(delivery, () => ladder.deadLetter(queue, message, reason));
  }

  /** Acknowledges the message only after its copy is confirmed. Until then the broker holds the original for us. */
  private async moveThenAck(delivery: Delivery, move: () => Promise<void>): Promise<void> {
    for (let attempt = 1; delivery.isOurs(); attempt += 1) {
      try {
        await move();
        return delivery.ack();
      } catch {
        if (this.closing.signal.aborted) return; // not acknowledged: it returns to its queue
        await sleep(backoff(attempt, BROKER_BACKOFF));
      }
    }
  }

  private pause(reason: string): void {
    if (this.pausedForMs !== undefined || this.closing.signal.aborted) return;
    this.pausesInARow += 1;
    const forMs = backoff(this.pausesInARow, PAUSE);
    this.pausedForMs = forMs;
    const { log, queue } = this.options;
    this.counters.paused.set({ queue }, 1);
    log.raise(messagingAlarms.CONSUMER_PAUSED, { queue, reason, forMs });
    void this.resumeAfter(forMs);
  }

  private async resumeAfter(forMs: number): Promise<void> {
    await this.consumer.pause();
    await pause(forMs, this.closing.signal);
    this.pausedForMs = undefined;
    this.counters.paused.set({ queue: this.options.queue }, 0);
    if (!this.closing.signal.aborted) await this.consumer.resume();
  }
}

interface DependencyUnavailable {
  readonly kind: 'away';
  readonly reason: string;
}

function isDependencyUnavailable(error: unknown): boolean {
  return (
    error instanceof DependencyUnavailableError ||
    error instanceof PublishError ||
    isDatabaseUnavailable(error)
  );
}

interface Counters {
  readonly handled: Counter<'queue' | 'outcome'>;
  readonly paused: Gauge<'queue'>;
}

function registerCounters(metrics: Registry): Counters {
  const handled = metrics.getSingleMetric('messages_handled_total') as Counters['handled'] | undefined;
  const paused = metrics.getSingleMetric('consumer_paused') as Counters['paused'] | undefined;
  const registers = [metrics];
  return {
    handled:
      handled ??
      new Counter({
        name: 'messages_handled_total',
        help: 'Messages by queue and outcome',
        labelNames: ['queue', 'outcome'],
        registers,
      }),
    paused:
      paused ??
      new Gauge({
        name: 'consumer_paused',
        help: '1 while a consumer waits for a dependency that is unavailable',
        labelNames: ['queue'],
        registers,
      }),
  };
}
