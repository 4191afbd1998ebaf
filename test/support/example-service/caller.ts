import { Registry } from 'prom-client';
import { Broker, IntakePublisher, RpcClient, StreamClient, type BrokerSettings } from '#messaging';
import { recordedLog } from '../recorded-log.js';
import { exampleMessages, type ExampleMessages } from './messages.js';

/** Another service, from the view of the example service: it calls, streams and enqueues. */
export interface Caller {
  readonly rpc: RpcClient<ExampleMessages>;
  readonly streams: StreamClient<ExampleMessages>;
  readonly intakes: IntakePublisher<ExampleMessages>;
  /** Whether it finds itself connected: it notices a loss a moment later. */
  isConnected(): boolean;
  close(): Promise<void>;
}

export async function aCaller(settings: BrokerSettings): Promise<Caller> {
  const { log } = recordedLog();
  const broker = await Broker.open(settings, 'caller', log);
  const shared = { map: exampleMessages, connection: broker.publishing, log };
  const rpc = new RpcClient({ ...shared, metrics: new Registry() });
  const streams = new StreamClient(shared);
  const intakes = new IntakePublisher({ ...shared, intakes: ['things.to-make'] });
  const clients = [rpc, streams, intakes];
  for (const client of clients) client.start();
  return {
    rpc,
    streams,
    intakes,
    isConnected: () => broker.publishing.isUp,
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await broker.close();
    },
  };
}
