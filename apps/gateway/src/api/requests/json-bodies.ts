import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '../problems/problem.js';

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/**
 * Bodies are JSON and nothing else: what a form or a plain text may hold is not in the API's document. Many clients say
 * `Content-Type: application/json` whether they send a body or not. Where there is none its type means nothing: a command
 * without a body is carried out, and one that needs a body names the members that are missing.
 */
export function takeJsonBodies(application: NestFastifyApplication): void {
  const server = application.getHttpAdapter().getInstance();
  server.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const isThere = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!isThere) {
      delete headers['content-type'];
      return done();
    }
    const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers;
    if (type === undefined || !JSON_TYPE.test(type))
      return done(unsupported('A body must be sent with `Content-Type: application/json`.'));
    if (encoding.toLowerCase() !== 'identity')
      return done(unsupported('A body must be sent as it is, without a `Content-Encoding`.'));
    done();
  });
}

const unsupported = (detail: string): Problem => new Problem(415, 'MEDIA_TYPE_UNSUPPORTED', detail);
