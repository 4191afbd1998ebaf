import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { problemType } from './problem-table.js';
import type { Problem } from './problem.js';
import { sentence } from './sentence.js';
import { leafOf, type WrongValue } from './wrong-value.js';

/** Answers with a problem as RFC 9457 has it. */
export function sendProblem(reply: FastifyReply, requestId: string, problem: Problem): void {
  const status = problem.getStatus();
  const { retryAfterSeconds = status === 503 ? 2 : undefined } = problem.more;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(problemBody(requestId, problem));
}

/** A problem as the body of an answer. */
export function problemBody(requestId: string, problem: Problem): object {
  const { code, detail, more } = problem;
  const { errors = [] } = more;
  const status = problem.getStatus();
  return {
    type: problemType(code),
    title: STATUS_CODES[status],
    status,
    code,
    detail: sentence(detail),
    requestId,
    ...(errors.length > 0 && {
      errors: errors.map(shown),
    }),
  };
}

const shown = (wrong: WrongValue): WrongValue => ({
  ...wrong,
  detail: sentence(wrong.detail, leafOf(wrong)),
});
