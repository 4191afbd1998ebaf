import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { traceIdOf } from '#platform';
import { Problem } from '../problems/problem.js';
import { toProblemBody } from '../problems/send-problem.js';

/** Answers what Node's parser refuses, before Fastify sees a request, and closes the connection. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const requestId = traceIdOf(undefined);
  const problem = problemOf(error.code);
  const body = JSON.stringify(toProblemBody(requestId, problem));
  const status = problem.getStatus();
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function problemOf(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem(
      431,
      'HEADERS_TOO_LARGE',
      'The path with its query and the headers have more than 16 KiB.',
    );
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem(408, 'REQUEST_REFUSED', 'The request did not arrive in time.');
  return new Problem(400, 'REQUEST_REFUSED', 'The request is not HTTP/1.1.');
}
