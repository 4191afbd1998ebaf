import {
  connect,
  type Channel,
  type ChannelModel,
  type ConfirmChannel,
  type RecoveringChannelModel,
} from 'amqplib';
import { finishesWithin, messageOf, SettingsError, type BackoffOptions, type Log } from '#platform';
import { messagingAlarms } from '../alarms.js';
import { coalesceWrites } from './write-coalescing.js';

const HEARTBEAT_SECONDS = 10;
/** Pauses between attempts at whatever needs the broker. */
export const BROKER_BACKOFF: BackoffOptions = { initial: 100, most: 5_000 };
/** A broker that does not answer a close must not keep a service from stopping. */
export const CLOSE_WITHIN_MS = 5_000;
/** Refusals that waiting does not change, by amqplib's wording. */
const REFUSALS: readonly (readonly [form: RegExp, means: string])[] = [
  [/ACCESS[_-]REFUSED/, 'user or password are wrong'],
  [
    /got <ConnectionClose/,
    'the virtual host (the path of the address) does not exist or is closed to the user',
  ],
];

export interface BrokerConnectionOptions {
  readonly url: string;
  /** Shown in RabbitMQ's management page. */
  readonly name: string;
  readonly log: Log;
}

/**
 * One connection to RabbitMQ that reconnects by itself until it is closed. Channels do not survive a reconnect:
 * {@link SupervisedChannel} reopens them.
 */
export class BrokerConnection {
  private model: RecoveringChannelModel | undefined;
  private up = false;

  constructor(private readonly options: BrokerConnectionOptions) {}

  get isUp(): boolean {
    return this.up;
  }

  /**
   * Resolves with the first connection, however long it takes.
   *
   * @throws {SettingsError} when RabbitMQ answers that user, password or virtual host are wrong
   */
  async open(): Promise<void> {
    const { url, name, log } = this.options;
    const model = await connect(withHeartbeat(url), {
      noDelay: true, // without it, small messages wait up to 40 ms for each other
      timeout: 5_000,
      clientProperties: { connection_name: name },
      recovery: {
        initialDelay: BROKER_BACKOFF.initial,
        maxDelay: BROKER_BACKOFF.most,
        waitForConnect: false,
      },
    });
    this.model = model;
    const refused = new Promise<never>((_, reject) => {
      model.on('connect-failed', (error: Error) => {
        const refusal = refusalOf(error);
        if (!this.up && refusal) reject(refusal);
        else log.raise(messagingAlarms.BROKER_AWAY, { connection: name, reason: messageOf(error) });
      });
    });
    refused.catch(() => {
      // Only the first connection is waited for; later refusals are logged above.
    });
    model.on('connect', ({ connection }: ChannelModel) => {
      coalesceWrites(connection);
      this.up = true;
      log.debug('connected to RabbitMQ', { connection: name });
    });
    model.on('disconnect', (error: Error) => {
      this.up = false;
      log.raise(messagingAlarms.BROKER_AWAY, { connection: name, reason: messageOf(error) });
    });
    model.on('blocked', (reason: string) =>
      log.raise(messagingAlarms.BROKER_BLOCKED, { connection: name, reason }),
    );
    model.on('unblocked', () => log.info('RabbitMQ accepted messages again', { connection: name }));
    model.on('error', () => {
      // The event `disconnect` follows, and is logged.
    });
    try {
      await Promise.race([model.waitForConnect(), refused]);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Waits while there is no connection. */
  createChannel(confirm: boolean): Promise<Channel | ConfirmChannel> {
    if (!this.model) return Promise.reject(new Error('the connection was not opened'));
    return confirm ? this.model.createConfirmChannel() : this.model.createChannel();
  }

  async close(): Promise<void> {
    this.up = false;
    if (this.model) await finishesWithin(CLOSE_WITHIN_MS, this.model.close());
  }
}

function withHeartbeat(url: string): string {
  const address = new URL(url);
  if (!address.searchParams.has('heartbeat'))
    address.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  return address.href;
}

function refusalOf(error: Error): SettingsError | undefined {
  const means = REFUSALS.find(([form]) => form.test(error.message))?.[1];
  return means === undefined
    ? undefined
    : new SettingsError([{ setting: 'RABBITMQ_URL', problem: `is refused by the server: ${means}` }]);
}
