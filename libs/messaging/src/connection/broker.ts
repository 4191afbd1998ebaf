import type { Log } from '#platform';
import type { BrokerSettings } from '../broker-settings.js';
import { BrokerConnection } from './broker-connection.js';

/**
 * The two connections of a process. RabbitMQ that runs short of memory or disk stops reading from connections that
 * publish; consuming goes over one of its own, so that queues still drain and messages are still acknowledged.
 */
export class Broker {
  private constructor(
    readonly publishing: BrokerConnection,
    readonly consuming: BrokerConnection,
  ) {}

  /** Resolves once both are connected, however long that takes. @throws {SettingsError} when RabbitMQ refuses us */
  static async open({ RABBITMQ_URL: url }: BrokerSettings, service: string, log: Log): Promise<Broker> {
    const publishing = new BrokerConnection({ url, name: `${service} publishing`, log });
    const consuming = new BrokerConnection({ url, name: `${service} consuming`, log });
    await publishing.open();
    await consuming.open();
    return new Broker(publishing, consuming);
  }

  /** Whether both are connected now. */
  get isUp(): boolean {
    return this.publishing.isUp && this.consuming.isUp;
  }

  /** Closes both, after five seconds at most. */
  async close(): Promise<void> {
    await Promise.all([this.publishing.close(), this.consuming.close()]);
  }
}
