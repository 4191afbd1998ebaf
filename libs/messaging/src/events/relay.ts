import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfirmChannel } from 'amqplib';
import { Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { Leader, schemaOf, type Leadership } from '#persistence';
import { backoff, messageOf, pause, type Log } from '#platform';
import { messagingAlarms } from '../alarms.js';
import { BROKER_BACKOFF, type BrokerConnection } from '../connection/broker-connection.js';
import { ConfirmPublisher } from '../connection/confirm-publisher.js';
import { EVENTS_EXCHANGE } from '../topology/names.js';
import { CLOUD_EVENT_TYPE, sequenceText, type CloudEvent } from './cloud-event.js';

/** Events whose confirmation is awaited at a time. */
const WINDOW = 500;
const POLL_MS = 250;

export interface RelayOptions {
  readonly connection: BrokerConnection;
  readonly dataSource: DataSource;
  readonly log: Log;
  readonly metrics: Registry;
  readonly leaseMs?: number;
}

interface Row {
  readonly id: string;
  readonly event: string;
  readonly envelope: Omit<CloudEvent<unknown>, 'sequence'>;
}

/** Publishes the outbox in order, on one replica at a time; a row is deleted once the broker has confirmed its event. */
export class OutboxRelay {
  private readonly publisher: ConfirmPublisher;
  private readonly leader: Leader;
  private wake: (() => void) | undefined;
  private poked = false;

  constructor(private readonly options: RelayOptions) {
    const { connection, dataSource, log, metrics, leaseMs } = options;
    this.publisher = new ConfirmPublisher({
      connection,
      log,
      name: 'outbox relay',
      declare: declareExchange,
    });
    this.leader = new Leader({
      dataSource,
      log,
      job: 'outbox-relay',
      ...(leaseMs !== undefined && { leaseMs }),
      work: (leadership, signal) => this.relay(leadership, signal),
    });
    const rows: Gauge = new Gauge({
      name: 'outbox_rows',
      help: 'Events in the outbox that the broker has not confirmed',
      registers: [metrics],
      collect: async () => rows.set(await countRows(dataSource)),
    });
  }

  /** Competes for the lead, in the background. */
  start(): void {
    this.publisher.start();
    this.leader.start();
  }

  /** Call after a commit with events: they are relayed at once, not at the next poll. */
  poke(): void {
    this.poked = true;
    this.wake?.();
  }

  /** Finishes the current batch and gives the lead to another replica. */
  async close(): Promise<void> {
    await this.leader.stop();
    await this.publisher.close();
  }

  private async relay(leadership: Leadership, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      this.poked = false;
      try {
        const relayed = await this.relayBatch(leadership);
        failures = 0;
        if (relayed < WINDOW) await this.untilPoked(signal);
      } catch (error) {
        failures += 1;
        this.options.log.raise(messagingAlarms.RELAY_STALLED, { reason: messageOf(error) });
        await pause(backoff(failures, BROKER_BACKOFF), signal);
      }
    }
  }

  /** @returns how many events were confirmed. @throws the first reason why one was not; those after it wait too */
  private async relayBatch(leadership: Leadership): Promise<number> {
    const { dataSource } = this.options;
    const rows = await dataSource.query<Row[]>(
      `select id, event, envelope from ${schemaOf(dataSource)}.outbox order by id limit ${WINDOW}`,
    );
    if (rows.length === 0) return 0;
    const published = await Promise.allSettled(rows.map((row) => this.publish(row)));
    const confirmed = rows.filter((_, index) => published[index]?.status === 'fulfilled').map(({ id }) => id);
    await dataSource.query(
      `delete from ${schemaOf(dataSource)}.outbox where id = any($1)
       and exists (select from ${schemaOf(dataSource)}.lease where job = $2 and fence = $3)`,
      [confirmed, leadership.job, leadership.fence],
    );
    const failed = published.find((each) => each.status === 'rejected');
    if (failed) throw failed.reason;
    return confirmed.length;
  }

  private async publish({ id, event, envelope }: Row): Promise<void> {
    const cloudEvent: CloudEvent<unknown> = { ...envelope, sequence: sequenceText(id) };
    await this.publisher.publish({
      exchange: EVENTS_EXCHANGE,
      routingKey: event,
      content: Buffer.from(JSON.stringify(cloudEvent)),
      options: {
        messageId: envelope.id,
        type: event,
        contentType: CLOUD_EVENT_TYPE,
        persistent: true,
        headers: envelope.traceparent === undefined ? {} : { traceparent: envelope.traceparent },
      },
    });
  }

  private async untilPoked(signal: AbortSignal): Promise<void> {
    if (this.poked || signal.aborted) return;
    const poked = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    const timer = new AbortController();
    const polled = sleep(POLL_MS, undefined, { signal: AbortSignal.any([signal, timer.signal]) }).catch(
      () => {},
    );
    await Promise.race([poked, polled]);
    this.wake = undefined;
    timer.abort();
  }
}

async function declareExchange(channel: ConfirmChannel): Promise<void> {
  await channel.assertExchange(EVENTS_EXCHANGE, 'topic', { durable: true });
}

async function countRows(dataSource: DataSource): Promise<number> {
  const rows = await dataSource
    .query<{ count: string }[]>(`select count(*) from ${schemaOf(dataSource)}.outbox`)
    .catch(() => []);
  return Number(rows[0]?.count ?? Number.NaN);
}
