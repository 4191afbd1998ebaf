import { createServer, type Server } from 'node:https';
import { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { codeOf } from '#platform';
import type { TlsIdentity } from '../../tls/certificate.js';
import { createAddressFilter } from './address-filter.js';
import type { EdgeSettings } from './edge-settings.js';
import { describeHandshakeFailure } from './handshake-failure.js';
import { peerOf } from './peer.js';
import type { TurnedAwayCaller } from './turned-away-callers.js';

/** Milliseconds; Node's own defaults notice a slow caller only after minutes. */
const TIMES = { handshake: 5_000, keepAlive: 75_000, check: 500 };

/** What a listener needs, and what it reports. */
export interface EdgeListenerOptions {
  readonly settings: EdgeSettings;
  readonly identity: TlsIdentity;
  /** Called for a caller who was refused before a request. */
  readonly onTurnedAway: (caller: TurnedAwayCaller) => void;
  /** Called for a caller who disconnected before sending anything. */
  readonly onLeft: (address: string | undefined) => void;
}

/**
 * Creates the TLS server that HBS calls. Strangers are turned away before a byte of HTTP is read: blocked addresses
 * when they connect, callers without a valid certificate (where one is required) once the handshake is complete. Node
 * itself would refuse an invalid certificate at the same moment, but without reporting whose it was (ADR 0049).
 */
export function createEdgeListener({
  settings,
  identity,
  onTurnedAway,
  onLeft,
}: EdgeListenerOptions): Server {
  const server = createServer({
    ...identity,
    requestCert: identity.ca !== undefined,
    rejectUnauthorized: false, // by `refuseInvalidCertificates`, below
    minVersion: 'TLSv1.2',
    handshakeTimeout: TIMES.handshake,
    headersTimeout: settings.EDGE_REQUEST_TIMEOUT / 3,
    requestTimeout: settings.EDGE_REQUEST_TIMEOUT,
    keepAliveTimeout: TIMES.keepAlive,
    connectionsCheckingInterval: TIMES.check,
  });
  const isBlocked = createAddressFilter(settings.EDGE_ALLOWED_CIDRS);
  // By the time a handshake fails, its socket no longer knows the address.
  const addresses = new WeakMap<object, string>();
  const closed = new WeakSet<object>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress;
    if (address !== undefined) addresses.set(socket, address);
    if (!isBlocked(address)) return;
    closed.add(socket);
    socket.destroy();
    if (address === undefined) onLeft(address);
    else
      onTurnedAway({ operation: 'connection', address, httpStatus: 0, reason: 'not in EDGE_ALLOWED_CIDRS' });
  });
  server.on('tlsClientError', (error: Error, socket: TLSSocket) => {
    const tcpSocket = tcpSocketOf(socket);
    if (closed.has(tcpSocket)) return;
    const address = socket.remoteAddress ?? addresses.get(tcpSocket);
    if (codeOf(error) === 'ECONNRESET' && tcpSocket.bytesRead === 0) return onLeft(address);
    onTurnedAway({
      operation: 'TLS handshake',
      address,
      httpStatus: 0,
      reason: describeHandshakeFailure(error),
    });
  });
  refuseInvalidCertificates(server, (socket) => {
    const peer = peerOf(socket, settings);
    const isRefused =
      settings.EDGE_CLIENT_AUTH === 'required' && !peer.trusted && peer.fault === 'certificate';
    if (!isRefused) return false;
    const address = socket.remoteAddress ?? addresses.get(tcpSocketOf(socket));
    const { name, reason } = peer;
    onTurnedAway({ operation: 'TLS handshake', address, peer: name, httpStatus: 0, reason });
    return true;
  });
  return server;
}

/** Runs a check before anything reads from a connection: one that is refused never reaches HTTP. */
function refuseInvalidCertificates(server: Server, isRefused: (socket: TLSSocket) => boolean): void {
  const readers = server.listeners('secureConnection');
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    if (isRefused(socket)) socket.destroy();
    else for (const read of readers) Reflect.apply(read, server, [socket]);
  });
}

/** The TCP socket under a TLS socket: not in Node's types, but the only way to find the caller's address. */
function tcpSocketOf(socket: TLSSocket): Socket {
  const parent: unknown = Reflect.get(socket, '_parent');
  return parent instanceof Socket ? parent : socket;
}
