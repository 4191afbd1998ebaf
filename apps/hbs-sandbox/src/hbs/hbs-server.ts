import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { closeIdleConnectionsDuring, Log, awaitListening } from '#platform';
import { sandboxAlarms } from '../alarms.js';
import { developmentCertificates } from '../certificates/development-certificates.js';
import type { LostAnswer } from '../faults/fault.js';
import { SandboxSettings } from '../settings.js';
import { HbsRequestRouter } from './hbs-request-router.js';
import type { OperationReply } from './hbs-operation.js';
import { listHbsRoutes, type HbsRoute } from './hbs-routes.js';
import { statusReply } from './replies.js';

/** Bytes: an EMP uploads hundreds of thousands of contracts in one call. */
const LARGEST_BODY = 256 * 1_024 * 1_024;

type Request = FastifyRequest<{
  Params: { providerID: string };
  Querystring: { page?: string; size?: string };
}>;

/** HBS as an EMP calls it: HTTPS with a client certificate of the sandbox's authority, paths under `/api/oicp`. */
@Injectable()
export class HbsServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private http: FastifyInstance<Server> | undefined;
  /** Calls that a fault never answers. */
  private readonly unanswered = new Set<FastifyReply>();

  constructor(
    private readonly settings: SandboxSettings,
    private readonly router: HbsRequestRouter,
    private readonly log: Log,
  ) {}

  /** Starts the server. @throws {PortInUseError} */
  async onApplicationBootstrap(): Promise<void> {
    const http = await this.build();
    this.http = http;
    const { SANDBOX_HBS_PORT: port, SANDBOX_HOST: host } = this.settings;
    await awaitListening(http.listen({ port, host }), 'SANDBOX_HBS_PORT', port);
  }

  /** Drops calls that are never answered and closes the server once the others are. */
  async beforeApplicationShutdown(): Promise<void> {
    const { http } = this;
    if (!http) return;
    for (const reply of this.unanswered) reply.raw.destroy();
    await closeIdleConnectionsDuring(http.server, () => http.close());
  }

  private async build(): Promise<FastifyInstance<Server>> {
    const { authority, hbsServer } = await developmentCertificates(this.settings.SANDBOX_CERTIFICATES_DIR);
    const server = createServer({
      ca: readFileSync(authority, 'utf8'),
      cert: readFileSync(hbsServer.certificate, 'utf8'),
      key: readFileSync(hbsServer.key, 'utf8'),
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    });
    const http = fastify<Server>({
      serverFactory: (handle) => server.on('request', handle),
      forceCloseConnections: 'idle',
      bodyLimit: LARGEST_BODY,
    });
    http.addHook('onRequest', (request, _reply, done) => {
      request.raw.headers['content-type'] = 'application/octet-stream';
      done();
    });
    http.removeAllContentTypeParsers();
    http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    http.setNotFoundHandler((_request, reply) => this.send(reply, { status: 404, body: '' }));
    http.setErrorHandler((error, _request, reply) => {
      this.log.raise(sandboxAlarms.SANDBOX_ANSWER_FAILED, { error });
      this.send(reply, statusReply('001', 'Unexpected error'));
    });
    for (const route of listHbsRoutes()) this.serve(http, route);
    return http;
  }

  private serve(http: FastifyInstance<Server>, route: HbsRoute): void {
    http.post(
      `/api/oicp${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      async (request: Request, reply: FastifyReply) => {
        const answer = await this.router.answer(route, {
          providerId: request.params.providerID,
          page: request.query.page,
          size: request.query.size,
          body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        });
        if (typeof answer === 'string') this.withholdAnswer(reply, answer);
        else this.send(reply, answer);
        return reply;
      },
    );
  }

  private send(reply: FastifyReply, { status, headers, body }: OperationReply): void {
    void reply
      .code(status)
      .headers({ 'content-type': 'application/json;charset=utf-8', 'Process-ID': randomUUID(), ...headers })
      .send(body);
  }

  /** Leaves a call without an answer: cuts its connection, or lets it wait. */
  private withholdAnswer(reply: FastifyReply, how: LostAnswer): void {
    reply.hijack();
    if (how === 'cut') return void reply.raw.destroy();
    this.unanswered.add(reply);
    reply.raw.once('close', () => this.unanswered.delete(reply));
  }
}
