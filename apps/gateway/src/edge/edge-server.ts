import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { inboundOperations, writeRefusal, type InboundOperationName, type StatusCode } from '#oicp';
import { correlated, messageOf, type Log } from '#platform';
import { gatewayAlarms } from '../alarms.js';
import type { Exchange } from '../journal/exchange.js';
import type { Journal } from '../journal/journal.js';
import type { TlsIdentity } from '../tls/certificate.js';
import { createEdgeListener } from './edge-listener.js';
import type { EdgeSettings } from './edge-settings.js';
import type { InboundAnswer, InboundHandler } from './inbound.js';
import { peerOf, type Peer } from './peer.js';
import { processIdOf } from './process-id.js';

export interface EdgeServerOptions {
  readonly settings: EdgeSettings;
  readonly identity: TlsIdentity;
  readonly handlers: readonly InboundHandler[];
  readonly journal: Journal;
  readonly log: Log;
}

type Request = FastifyRequest<{ Params: { operatorID?: string } }>;

/**
 * HTTP for HBS. On the paths of OICP every outcome is answered with HTTP 200 and an OICP envelope; other paths are
 * answered 404, and what is not HTTP at all, or not in time, 4xx and the end of the connection.
 */
export class EdgeServer {
  readonly http: FastifyInstance<Server>;
  readonly listener: Server;
  private readonly receivedAt = new WeakMap<IncomingMessage, number>();
  /** Node tells of these again: of what still arrives, of their end, of the request that was cut. It is one exchange. */
  private readonly turnedAway = new WeakSet<Socket>();

  constructor(private readonly options: EdgeServerOptions) {
    const { settings, identity, handlers } = options;
    this.listener = createEdgeListener({ settings, identity, onTurnedAway: (away) => this.record(away) });
    this.http = fastify<Server>({
      serverFactory: (handle) =>
        this.listener.on('request', (request: IncomingMessage, response: ServerResponse) => {
          this.arrived(request);
          handle(request, response);
        }),
      forceCloseConnections: 'idle',
      return503OnClosing: false, // what arrives while the edge closes is still answered as asked
      frameworkErrors: (_error, request, reply) => this.notFound(request, reply),
      clientErrorHandler: (error, socket) => this.turnAway(error, socket),
    });
    this.http.removeAllContentTypeParsers();
    this.http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    this.http.setNotFoundHandler((request, reply) => this.notFound(request, reply));
    for (const handler of handlers) this.route(handler);
  }

  private arrived(request: IncomingMessage): void {
    this.receivedAt.set(request, performance.now());
    // Whatever a caller calls it: the protocol library decides what the bytes are.
    request.headers['content-type'] = 'application/octet-stream';
  }

  private route(handler: InboundHandler): void {
    const { operation, maxBytes } = handler;
    for (const path of inboundOperations[operation].paths) {
      this.http.post<{ Params: { operatorID?: string } }>(
        `${this.options.settings.EDGE_PATH_PREFIX}/api/oicp${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        {
          bodyLimit: maxBytes,
          // What Fastify refuses before the handler: a body too large, cut off, or of a broken length.
          errorHandler: (error: FastifyError, request, reply) => {
            if (this.turnedAway.has(request.raw.socket)) return void reply.hijack();
            this.send(operation, request, reply, this.refusal(operation, request, '022', error.message));
          },
        },
        (request, reply) =>
          correlated(undefined, async () => {
            this.send(operation, request, reply, await this.answer(handler, request));
            return reply;
          }),
      );
    }
  }

  private async answer(handler: InboundHandler, request: Request): Promise<InboundAnswer> {
    const { operation } = handler;
    if (!this.peerOf(request).trusted) return this.refusal(operation, request, '017');
    try {
      return await handler.answer({
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        operatorId: request.params.operatorID,
        processId: processIdOf(request.headers),
        receivedAt: this.receivedAtOf(request),
      });
    } catch (error) {
      this.options.log.raise(gatewayAlarms.EDGE_ANSWER_FAILED, { operation, error });
      return this.refusal(operation, request, '021');
    }
  }

  /** A no in form. A stranger is told only that it is one. */
  private refusal(
    operation: InboundOperationName,
    request: FastifyRequest,
    code: StatusCode,
    reason?: string,
  ): InboundAnswer {
    const peer = this.peerOf(request);
    if (!peer.trusted) return refusalOf(operation, '017', `Refused: ${peer.why}.`);
    return refusalOf(operation, code, reason);
  }

  private receivedAtOf(request: FastifyRequest): number {
    return this.receivedAt.get(request.raw) ?? performance.now();
  }

  private peerOf(request: FastifyRequest): Peer {
    return peerOf(request.raw.socket as TLSSocket, this.options.settings.EDGE_CLIENT_NAMES);
  }

  private send(operation: string, request: FastifyRequest, reply: FastifyReply, answer: InboundAnswer): void {
    const { body, session, code, violations, evseId, identification, reason } = answer;
    void reply.code(200).header('content-type', 'application/json;charset=utf-8').send(body);
    // Member by member: to spread one object into another takes longer than to read the request.
    this.options.journal.record({
      direction: 'inbound',
      operation,
      address: request.ip,
      partner: (request.params as { operatorID?: string } | undefined)?.operatorID,
      peer: this.peerOf(request).name,
      httpStatus: 200,
      code,
      processId: processIdOf(request.headers),
      durationMs: performance.now() - this.receivedAtOf(request),
      evseId,
      sessionId: session?.SessionID,
      identification,
      violations,
      reason,
    });
  }

  private notFound(request: FastifyRequest, reply: FastifyReply): void {
    void reply.code(404).header('content-type', 'application/json').send('{"error":"not found"}');
    const reason = `${request.method} ${pathOf(request)}`;
    this.record({ operation: 'unknown path', address: request.ip, httpStatus: 404, reason });
  }

  private turnAway(error: Error & { code?: string }, socket: Socket): void {
    // Node tells failed handshakes and callers who vanish here, too; the former are journaled where they happen.
    if (!/^(HPE|ERR_HTTP)_/.test(error.code ?? '') || this.turnedAway.has(socket))
      return void socket.destroy();
    this.turnedAway.add(socket);
    const httpStatus = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
    const address = socket.remoteAddress;
    this.record({ operation: 'malformed HTTP', address, httpStatus, reason: messageOf(error) });
    if (!socket.writable) return void socket.destroy();
    const phrase = httpStatus === 408 ? 'Request Timeout' : 'Bad Request';
    socket.end(`HTTP/1.1 ${httpStatus} ${phrase}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }

  private record(exchange: Omit<Exchange, 'direction' | 'durationMs'> & { durationMs?: number }): void {
    this.options.journal.record({ direction: 'inbound', durationMs: 0, ...exchange });
  }
}

function refusalOf(operation: InboundOperationName, code: StatusCode, reason?: string): InboundAnswer {
  const status = { code, ...(reason !== undefined && { additionalInfo: reason }) };
  return { body: writeRefusal(operation, status), code, violations: [], reason };
}

/** Without its query, which nobody needs in a log. */
function pathOf({ url }: FastifyRequest): string {
  return (url.split('?')[0] ?? '').slice(0, 200);
}
