import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import {
  inboundOperations,
  findFalseCharset,
  otherCharset,
  unreadEncoding,
  writeRefusal,
  type InboundOperationName,
  type StatusCode,
  type UnreadEncoding,
} from '#oicp';
import { runCorrelated, type Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import type { Journal } from '../../journal/journal.js';
import { maskPath } from '../../journal/mask-identities.js';
import type { TlsIdentity } from '../../tls/certificate.js';
import { toDecodablePath } from './decodable-path.js';
import { createEdgeListener } from './edge-listener.js';
import type { EdgeSettings } from './edge-settings.js';
import type { InboundAnswer, InboundHandler } from './inbound.js';
import { describeMalformedHttp } from './malformed-http.js';
import { peerOf, type Peer } from './peer.js';
import { processIdOf } from './process-id.js';
import { TurnedAwayCallers } from './turned-away-callers.js';
import { explainUnreadEncoding, explainUnreadBody } from './unread-body.js';

/** What the edge answers with, and where it reports. */
export interface EdgeServerOptions {
  readonly settings: EdgeSettings;
  readonly identity: TlsIdentity;
  readonly handlers: readonly InboundHandler[];
  readonly journal: Journal;
  readonly log: Log;
}

type Request = FastifyRequest<{ Params: { operatorID?: string } }>;

/** What is recorded of a request before Fastify sees it. */
interface Arrival {
  /** By `performance.now()`. */
  readonly at: number;
  readonly contentType: string | undefined;
}

/**
 * HTTP for HBS. On the paths of OICP every outcome is answered with HTTP 200 and an OICP envelope; other paths are
 * answered with 404; what is not HTTP, or too slow, with 4xx, and the connection is closed.
 */
export class EdgeServer {
  readonly http: FastifyInstance<Server>;
  readonly listener: Server;
  private readonly arrivals = new WeakMap<IncomingMessage, Arrival>();
  /**
   * Node reports these several times: for further bytes, for their end, for the truncated request. It is one exchange.
   */
  private readonly endedSockets = new WeakSet<Socket>();
  private readonly turnedAway: TurnedAwayCallers;

  constructor(private readonly options: EdgeServerOptions) {
    const { settings, identity, handlers, journal, log } = options;
    this.turnedAway = new TurnedAwayCallers(journal, log);
    this.listener = createEdgeListener({
      settings,
      identity,
      onTurnedAway: (caller) => this.turnedAway.record(caller),
      onLeft: (address) => this.turnedAway.recordSilent(address),
    });
    this.http = fastify<Server>({
      serverFactory: (handle) =>
        this.listener.on('request', (request: IncomingMessage, response: ServerResponse) => {
          this.recordArrival(request);
          handle(request, response);
        }),
      // Any OperatorID in a path gets an OICP answer; none can be longer than the headers may be.
      routerOptions: { maxParamLength: 16 * 1024 },
      rewriteUrl: ({ url = '/' }) => toDecodablePath(url),
      forceCloseConnections: 'idle',
      return503OnClosing: false, // what arrives while the edge closes is still answered normally
      frameworkErrors: (_error, request, reply) => this.answerNotFound(request, reply),
      clientErrorHandler: (error, socket) => this.turnAway(error, socket),
    });
    this.http.removeAllContentTypeParsers();
    this.http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    this.http.setNotFoundHandler((request, reply) => this.answerNotFound(request, reply));
    for (const handler of handlers) this.route(handler);
  }

  /** Answers requests in progress, and raises pending alarms. */
  async close(): Promise<void> {
    await this.http.close();
    this.turnedAway.close();
  }

  private recordArrival(request: IncomingMessage): void {
    this.arrivals.set(request, { at: performance.now(), contentType: request.headers['content-type'] });
    // Whatever type the caller states: the protocol library decides what the bytes are.
    request.headers['content-type'] = 'application/octet-stream';
  }

  private route(handler: InboundHandler): void {
    const { operation, maxBytes } = handler;
    for (const path of inboundOperations[operation].paths) {
      this.http.post<{ Params: { operatorID?: string } }>(
        `${this.options.settings.EDGE_PATH_PREFIX}/api/oicp${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
        {
          bodyLimit: maxBytes,
          // What Fastify refuses before the handler: a body that is too large, truncated, or has a wrong length.
          errorHandler: (error: FastifyError, request, reply) => {
            if (this.endedSockets.has(request.raw.socket)) return void reply.hijack();
            const reason = explainUnreadBody(error, maxBytes);
            this.send(operation, request, reply, this.refuse(operation, request, '022', reason));
          },
        },
        (request, reply) =>
          runCorrelated(undefined, async () => {
            this.send(operation, request, reply, await this.answer(handler, request));
            return reply;
          }),
      );
    }
  }

  private async answer(handler: InboundHandler, request: Request): Promise<InboundAnswer> {
    const { operation } = handler;
    if (!this.peerOf(request).trusted) return this.refuse(operation, request, '017');
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const mislabel = findFalseCharset(body, this.arrivals.get(request.raw)?.contentType);
    const encoding = this.unreadEncodingOf(request);
    // JSON in UTF-8 is readable whatever its label says.
    const unread = mislabel !== undefined && encoding?.contentEncoding === undefined ? undefined : encoding;
    try {
      const received = {
        body,
        charset: this.charsetOf(request),
        operatorId: request.params.operatorID,
        processId: processIdOf(request.headers),
        receivedAt: this.receivedAtOf(request),
      };
      if (unread === undefined) {
        const answer = await handler.answer(received);
        return mislabel === undefined ? answer : { ...answer, violations: [mislabel, ...answer.violations] };
      }
      const reason = explainUnreadEncoding(unread);
      return (
        (await handler.answerUnread?.(received, unread, reason)) ??
        this.refuse(operation, request, '022', reason)
      );
    } catch (error) {
      this.options.log.raise(gatewayAlarms.EDGE_ANSWER_FAILED, { operation, error });
      return this.refuse(operation, request, '021');
    }
  }

  /** The OICP refusal. To a stranger it says only that they are one. */
  private refuse(
    operation: InboundOperationName,
    request: FastifyRequest,
    code: StatusCode,
    reason?: string,
  ): InboundAnswer {
    const peer = this.peerOf(request);
    if (!peer.trusted)
      return { ...toRefusal(operation, '017', `Refused: ${peer.publicReason}.`), reason: peer.reason };
    return toRefusal(operation, code, reason);
  }

  private receivedAtOf(request: FastifyRequest): number {
    return this.arrivals.get(request.raw)?.at ?? performance.now();
  }

  private unreadEncodingOf({ raw }: FastifyRequest): UnreadEncoding | undefined {
    const contentEncoding = raw.headers['content-encoding'];
    const contentType = this.arrivals.get(raw)?.contentType;
    // The common case, without parsing the header.
    if (contentEncoding === undefined && contentType === 'application/json') return undefined;
    return unreadEncoding({ contentEncoding, contentType });
  }

  private charsetOf({ raw }: FastifyRequest): string | undefined {
    const contentType = this.arrivals.get(raw)?.contentType;
    return contentType === undefined || contentType === 'application/json'
      ? undefined
      : otherCharset(contentType);
  }

  private peerOf(request: FastifyRequest): Peer {
    return peerOf(request.raw.socket as TLSSocket, this.options.settings);
  }

  private send(operation: string, request: FastifyRequest, reply: FastifyReply, answer: InboundAnswer): void {
    const { body, session, code, violations, evseId, identification, reason } = answer;
    void reply.code(200).header('content-type', 'application/json;charset=utf-8').send(body);
    const peer = this.peerOf(request);
    const partner = (request.params as { operatorID?: string } | undefined)?.operatorID;
    if (!peer.trusted) {
      const durationMs = performance.now() - this.receivedAtOf(request);
      const { ip: address } = request;
      const caller = { operation, address, partner, peer: peer.name, httpStatus: 200, code, durationMs };
      return this.turnedAway.record({
        ...caller,
        processId: processIdOf(request.headers),
        reason: peer.reason,
      });
    }
    // Member by member: spreading one object into another takes longer than reading the request.
    this.options.journal.record({
      direction: 'inbound',
      operation,
      address: request.ip,
      partner,
      peer: peer.name,
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

  private answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
    void reply.code(404).header('content-type', 'application/json').send('{"error":"not found"}');
    const peer = this.peerOf(request);
    const path = `${request.method} ${pathOf(request)}`;
    const caller = { operation: 'unknown path', address: request.ip, peer: peer.name, httpStatus: 404 };
    if (peer.trusted)
      this.options.journal.record({ direction: 'inbound', durationMs: 0, ...caller, reason: path });
    else this.turnedAway.record({ ...caller, reason: `${path}; ${peer.reason}` }, peer.reason);
  }

  private turnAway(error: Error & { code?: string }, socket: Socket): void {
    // Node also reports failed handshakes and callers who disconnect here; the former are journaled where they happen.
    if (!/^(HPE|ERR_HTTP)_/.test(error.code ?? '') || this.endedSockets.has(socket))
      return void socket.destroy();
    this.endedSockets.add(socket);
    const isSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    const httpStatus = isSlow ? 408 : 400;
    const peer = socket instanceof TLSSocket ? peerOf(socket, this.options.settings).name : undefined;
    const reason = describeMalformedHttp(error);
    const address = socket.remoteAddress;
    this.turnedAway.record({ operation: 'malformed HTTP', address, peer, httpStatus, reason });
    if (!socket.writable) return void socket.destroy();
    const phrase = isSlow ? 'Request Timeout' : 'Bad Request';
    socket.end(`HTTP/1.1 ${httpStatus} ${phrase}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
}

function toRefusal(operation: InboundOperationName, code: StatusCode, reason?: string): InboundAnswer {
  const status = { code, ...(reason !== undefined && { additionalInfo: reason }) };
  return { body: writeRefusal(operation, status), code, violations: [], reason };
}

/** Without the query, and with anything masked that may identify a driver. */
function pathOf({ url }: FastifyRequest): string {
  return maskPath(url.split('?')[0] ?? '').slice(0, 200);
}
