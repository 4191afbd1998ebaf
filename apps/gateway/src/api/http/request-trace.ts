import type { IncomingMessage } from 'node:http';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { runInTrace, traceIdOf } from '#platform';
import { sendProblem } from '../problems/send-problem.js';
import { refuseUndecodablePath } from '../requests/undecodable-path.js';
import { answerUnreadable } from '../requests/unreadable-request.js';

/**
 * Creates the HTTP server of the API. A request's id is its trace id, the caller's own where `traceparent` has one: it
 * finds every line about the request in the logs of all services.
 */
export const createApiAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    forceCloseConnections: 'idle',
    // High, so that a parameter that is too long is refused by its name; the router would answer with 404.
    routerOptions: { maxParamLength: 64 * 1024 },
    frameworkErrors: (_error: unknown, { id, url }: FastifyRequest, reply: FastifyReply) => {
      void reply.header('x-request-id', id);
      sendProblem(reply, id, refuseUndecodablePath(url));
    },
    clientErrorHandler: answerUnreadable,
    genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) => traceIdOf(headers['traceparent']),
  });

/** Answers each request with its id in `X-Request-Id`, and handles it in its trace. */
export function traceRequests(application: NestFastifyApplication): void {
  const server = application.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  // Not earlier: reading the body loses the asynchronous context.
  server.addHook('preHandler', (request, _reply, done) => runInTrace(request.id, done));
}
