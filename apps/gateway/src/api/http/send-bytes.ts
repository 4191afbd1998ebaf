import type { FastifyReply } from 'fastify';

/** Answers with bytes as they were received, so that no browser interprets what a partner wrote. */
export function sendBytes(reply: FastifyReply, bytes: Buffer): void {
  void reply
    .header('content-type', 'application/octet-stream')
    .header('x-content-type-options', 'nosniff')
    .send(bytes);
}
