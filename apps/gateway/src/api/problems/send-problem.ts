import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { problemType } from './problem-table.js';
import type { Problem } from './problem.js';
import { toSentence } from './sentence.js';
import { leafOf, type WrongValue } from './wrong-value.js';

/** Answers with a problem (RFC 9457), with `Retry-After` where it is temporary. */
export function sendProblem(reply: FastifyReply, requestId: string, problem: Problem): void {
  const status = problem.getStatus();
  const { retryAfterSeconds = status === 503 ? 2 : undefined } = problem.extras;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .code(status)
    .header('content-type', 'application/problem+json')
    .send(toProblemBody(requestId, problem));
}

/** The body of a problem (RFC 9457). */
export function toProblemBody(requestId: string, problem: Problem): object {
  const { code, detail, extras } = problem;
  const { errors = [] } = extras;
  const status = problem.getStatus();
  return {
    type: problemType(code),
    title: STATUS_CODES[status],
    status,
    code,
    detail: toSentence(detail),
    requestId,
    ...(errors.length > 0 && {
      errors: errors.map(toShownValue),
    }),
  };
}

const toShownValue = (wrong: WrongValue): WrongValue => ({
  ...wrong,
  detail: toSentence(wrong.detail, leafOf(wrong)),
});
