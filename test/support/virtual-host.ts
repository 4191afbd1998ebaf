import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { BrokerSettings } from '#messaging';
import { loadSettings } from '#platform';
import { testEnvironment } from './environment.js';
import { TcpProxy } from './tcp-proxy.js';

/** A virtual host of one test on the run's RabbitMQ, behind a proxy that the test can cut. */
export interface VirtualHost {
  /** Through the proxy. */
  readonly settings: BrokerSettings;
  /** Straight to the broker. */
  readonly directUrl: string;
  /** A second path to the broker through a proxy of its own, so that either can be cut alone. */
  openSecondPath(): Promise<{ readonly settings: BrokerSettings; readonly network: TcpProxy }>;
  readonly network: TcpProxy;
  deleteQueue(queue: string): Promise<void>;
  deleteExchange(exchange: string): Promise<void>;
  drop(): Promise<void>;
}

export async function createVirtualHost(): Promise<VirtualHost> {
  const name = `test-${randomUUID()}`;
  const broker = new URL(testEnvironment('TEST_RABBITMQ_URL'));
  const ask = managementApi(testEnvironment('TEST_RABBITMQ_MANAGEMENT_URL'));
  await ask('PUT', `vhosts/${name}`);
  await ask('PUT', `permissions/${name}/${broker.username}`, { configure: '.*', write: '.*', read: '.*' });
  const network = await TcpProxy.before({ host: broker.hostname, port: Number(broker.port) });
  const urlAt = (port: string): string => Object.assign(new URL(broker), { port, pathname: `/${name}` }).href;
  return {
    settings: brokerSettings(urlAt(String(network.port))),
    directUrl: urlAt(broker.port),
    openSecondPath: async () => {
      const other = await TcpProxy.before({ host: broker.hostname, port: Number(broker.port) });
      return { settings: brokerSettings(urlAt(String(other.port))), network: other };
    },
    network,
    deleteQueue: (queue) => ask('DELETE', `queues/${name}/${encodeURIComponent(queue)}`),
    deleteExchange: (exchange) => ask('DELETE', `exchanges/${name}/${encodeURIComponent(exchange)}`),
    drop: async () => {
      await network.stop();
      await ask('DELETE', `vhosts/${name}`);
    },
  };
}

export function brokerSettings(url: string): BrokerSettings {
  return loadSettings([BrokerSettings], { RABBITMQ_URL: url })[0];
}

function managementApi(
  url: string,
): (method: 'PUT' | 'DELETE', path: string, body?: object) => Promise<void> {
  const { origin, username, password } = new URL(url);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return async (method, path, body) => {
    const response = await request(`${origin}/api/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      reset: true, // An idle connection would hold the test's process open.
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
  };
}
