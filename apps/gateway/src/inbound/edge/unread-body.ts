import type { FastifyError } from 'fastify';
import { describeUnreadEncoding, type UnreadEncoding } from '#oicp';

/** Why a body in an unsupported encoding is refused, and what to send instead; for the CPO’s support. */
export function explainUnreadEncoding(unread: UnreadEncoding): string {
  const problem = describeUnreadEncoding(unread);
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}; send the body unencoded, as JSON in UTF-8.`;
}

/** Why a body is refused that Fastify did not read to its end. */
export function explainUnreadBody({ code, message }: FastifyError, maxBytes: number): string {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return `The body has more than ${maxBytes.toLocaleString('en')} bytes.`;
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return 'The body does not have as many bytes as its Content-Length says.';
  return `${message}.`;
}
