import type { FastifyReply } from 'fastify';

/** Answers with bytes as they came; no browser may take for a page what a stranger wrote. */
export function sendBytes(reply: FastifyReply, bytes: Buffer): void {
  void reply
    .header('content-type', 'application/octet-stream')
    .header('x-content-type-options', 'nosniff')
    .send(bytes);
}
