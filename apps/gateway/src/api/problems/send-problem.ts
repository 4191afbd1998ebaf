import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { problemType } from './problem-table.js';
import type { Problem } from './problem.js';

/** Answers with a problem as RFC 9457 has it. */
export function sendProblem(reply: FastifyReply, requestId: string, problem: Problem): void {
  const status = problem.getStatus();
  const { errors = [], retryAfterSeconds = status === 503 ? 2 : undefined } = problem.more;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
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
      requestId,
      ...(errors.length > 0 && { errors }),
    });
}
