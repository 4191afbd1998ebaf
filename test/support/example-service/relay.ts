import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { Broker, Outbox, OutboxRelay, type BrokerSettings } from '#messaging';
import { recordedLog } from '../recorded-log.js';
import { exampleMessages, type ExampleMessages } from './messages.js';

/** The relay of the example service, without its handlers. */
export async function startRelay(
  settings: BrokerSettings,
  dataSource: DataSource,
): Promise<{ close(): Promise<void> }> {
  const { log } = recordedLog();
  const broker = await Broker.open(settings, 'relay', log);
  const relay = new OutboxRelay({
    connection: broker.publishing,
    dataSource,
    log,
    metrics: new Registry(),
    leaseMs: 2_000,
  });
  relay.start();
  return {
    close: async () => {
      await relay.close();
      await broker.close();
    },
  };
}

/** The outbox without its relay: events stay there until a relay publishes them. */
export function anOutbox(dataSource: DataSource, poke: () => void = () => {}): Outbox<ExampleMessages> {
  return new Outbox({ map: exampleMessages, dataSource, service: 'cdr', poke });
}
