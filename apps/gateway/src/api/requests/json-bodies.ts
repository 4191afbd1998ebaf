import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Many clients say `Content-Type: application/json` whether they send a body or not. Where there is none its type means
 * nothing: a command without a body is carried out, and one that needs a body names the members that are missing.
 */
export function takeNoBodyForNone(application: NestFastifyApplication): void {
  const server = application.getHttpAdapter().getInstance();
  server.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const isThere = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!isThere) delete headers['content-type'];
    done();
  });
}
