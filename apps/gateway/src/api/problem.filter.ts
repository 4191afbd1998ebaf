import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RpcError, RpcRefusal } from '#messaging';
import type { Log } from '#platform';
import { gatewayAlarms } from '../alarms.js';
import { Problem } from './problem.js';

/** HTTP status of what a service refuses on purpose; anything else it refuses is 422. */
const REFUSALS: Readonly<Record<string, number>> = {
  CONTRACT_UNKNOWN: 404,
  TOKEN_UNKNOWN: 404,
  CDR_UNKNOWN: 404,
  RUN_UNKNOWN: 404,
};

/** Answers every failure of the API as `application/problem+json`, none with an inner name or a stack. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = this.problemOf(error);
    const status = problem.getStatus();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (status === 503) void reply.header('retry-after', '2');
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .code(status)
      .header('content-type', 'application/problem+json')
      .send({
        type: `urn:emp-roaming-suite:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
        title: STATUS_CODES[status],
        status,
        code: problem.code,
        detail: problem.detail,
        ...(problem.errors.length > 0 && { errors: problem.errors }),
      });
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof RpcRefusal)
      return new Problem(REFUSALS[error.code] ?? 422, error.code, error.message);
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
