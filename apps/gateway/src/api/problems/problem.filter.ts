import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RpcError, RpcRefusal } from '#messaging';
import { CodedError, type Log } from '#platform';
import { gatewayAlarms } from '../../alarms.js';
import { problemTable, problemType } from './problem-table.js';
import { Problem } from './problem.js';

/** Answers every failure of the API as `application/problem+json`, none with an inner name or a stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.problemOf(error);
    const status = problem.getStatus();
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (status === 503) void reply.header('retry-after', '2');
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .code(status)
      .header('content-type', 'application/problem+json')
      .send({
        type: problemType(problem.code),
        title: STATUS_CODES[status],
        status,
        code: problem.code,
        detail: problem.detail,
        requestId: http.getRequest<FastifyRequest>().id,
        ...(problem.errors.length > 0 && { errors: problem.errors }),
      });
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof RpcRefusal || isExpected(error))
      return new Problem(problemTable[error.code]?.status ?? 422, error.code, error.message);
    if (error instanceof RpcError) {
      return new Problem(
        503,
        'SERVICE_AWAY',
        'The service that answers this cannot be reached just now. Try again.',
      );
    }
    if (error instanceof HttpException)
      return new Problem(error.getStatus(), 'REQUEST_REFUSED', error.message);
    this.log.raise(gatewayAlarms.API_FAILED, { error });
    return new Problem(
      500,
      'INTERNAL',
      'Something failed that should not have; the log of the gateway says what.',
    );
  }
}

function isExpected(error: unknown): error is CodedError {
  return error instanceof CodedError && error.severity === 'expected';
}
