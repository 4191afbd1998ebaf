import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RpcError, RpcRefusal } from '#messaging';
import { wrongValuesOf } from '#suite';
import { CodedError, Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { RoutedMethods } from '../http/routed-methods.js';
import { describeWrongValues } from './invalid-request.js';
import { findPlaces, findNamedPlaces } from './places.js';
import { statusOf, type ProblemCode } from './problem-table.js';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  413: 'BODY_TOO_LARGE',
  415: 'MEDIA_TYPE_UNSUPPORTED',
};

/** Answers every failure of the API as `application/problem+json`, without internal names or stack traces. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log: Log;

  constructor(
    log: Log,
    private readonly methods: RoutedMethods,
  ) {
    this.log = log.of('api');
  }

  /** Answers a failure; an unexpected one also raises API_FAILED. */
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.toProblem(error, request);
    if (problem.getStatus() === 405)
      void reply.header('allow', this.methods.findMethods(request.url).join(', '));
    sendProblem(reply, request.id, problem);
  }

  private toProblem(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof RpcRefusal || isExpected(error)) return toServiceProblem(error, request);
    if (error instanceof RpcError) {
      return new Problem(
        503,
        'SERVICE_AWAY',
        'The service that answers this request is unavailable at the moment. Try again.',
      );
    }
    if (error instanceof HttpException) return this.toHttpProblem(error, request);
    this.log.raise(gatewayAlarms.API_FAILED, { error });
    return new Problem(
      500,
      'INTERNAL',
      'The request failed unexpectedly. Report `requestId`: the log of the gateway has the error under it.',
    );
  }

  /** The problem for what the HTTP server refuses before an operation is called. */
  private toHttpProblem(error: HttpException, { method, url }: FastifyRequest): Problem {
    const status = error.getStatus();
    const path = url.split('?', 1)[0];
    const methods = status === 404 ? this.methods.findMethods(url) : [];
    if (methods.length > 0)
      return new Problem(405, 'METHOD_NOT_ALLOWED', `${path} takes ${methods.join(', ')}, not ${method}.`);
    if (status === 404) return new Problem(404, 'PATH_UNKNOWN', `There is nothing at ${path}.`);
    return new Problem(status, BY_STATUS[status] ?? 'REQUEST_REFUSED', error.message);
  }
}

function toServiceProblem(error: CodedError, request: FastifyRequest): Problem {
  const { code, message } = error;
  const named = findNamedPlaces(wrongValuesOf(error), request);
  const errors = named.length > 0 ? named : findPlaces(code, message, request);
  return new Problem(statusOf(code), code, named.length > 0 ? describeWrongValues(named) : message, {
    errors,
  });
}

function isExpected(error: unknown): error is CodedError {
  return error instanceof CodedError && error.severity === 'expected';
}
