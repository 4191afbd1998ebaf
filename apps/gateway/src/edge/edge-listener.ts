import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Exchange } from '../journal/exchange.js';
import { blockedAddress } from './blocked-address.js';
import type { TlsIdentity } from '../tls/certificate.js';
import type { EdgeSettings } from './edge-settings.js';

/** Milliseconds; Node's own defaults notice a slow caller only after minutes. */
const TIMES = { handshake: 5_000, keepAlive: 75_000, check: 500 };

export interface EdgeListenerOptions {
  readonly settings: EdgeSettings;
  readonly identity: TlsIdentity;
  /** Told of whoever did not get as far as a request. */
  readonly onTurnedAway: (exchange: Omit<Exchange, 'direction' | 'durationMs'>) => void;
}

/**
 * The TLS server that HBS calls. Strangers are turned away before a request exists: forbidden addresses as they
 * connect, callers without a valid certificate (where one is required) in the handshake.
 */
export function createEdgeListener({ settings, identity, onTurnedAway }: EdgeListenerOptions): Server {
  const server = createServer({
    ...identity,
    requestCert: identity.ca !== undefined,
    rejectUnauthorized: settings.EDGE_CLIENT_AUTH === 'required',
    minVersion: 'TLSv1.2',
    handshakeTimeout: TIMES.handshake,
    headersTimeout: settings.EDGE_REQUEST_TIMEOUT / 3,
    requestTimeout: settings.EDGE_REQUEST_TIMEOUT,
    keepAliveTimeout: TIMES.keepAlive,
    connectionsCheckingInterval: TIMES.check,
  });
  const isBlocked = blockedAddress(settings.EDGE_ALLOWED_CIDRS);
  // By the time a handshake fails, its socket has forgotten who called.
  const addresses = new WeakMap<object, string>();
  const closed = new WeakSet<object>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress;
    if (address !== undefined) addresses.set(socket, address);
    if (!isBlocked(address)) return;
    closed.add(socket);
    socket.destroy();
    onTurnedAway({ operation: 'connection', address, httpStatus: 0, reason: 'not in EDGE_ALLOWED_CIDRS' });
  });
  server.on('tlsClientError', (error: Error, socket: TLSSocket) => {
    const tcpSocket = tcpSocketOf(socket);
    if (closed.has(tcpSocket)) return;
    const address = socket.remoteAddress ?? addresses.get(tcpSocket);
    onTurnedAway({ operation: 'TLS handshake', address, httpStatus: 0, reason: error.message });
  });
  return server;
}

/** The TCP socket under a TLS socket: not in Node's types, but the only way back to who called. */
function tcpSocketOf(socket: TLSSocket): object {
  const parent: unknown = Reflect.get(socket, '_parent');
  return typeof parent === 'object' && parent !== null ? parent : socket;
}
