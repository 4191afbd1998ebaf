import { MIMEType } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '../problems/problem.js';
import { displayName } from '../problems/wrong-value.js';
import { readJson } from './read-json.js';

const JSON_TYPE = /^application\/json\s*(;|$)/i;
/** US-ASCII is a part of UTF-8. */
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii']);

/**
 * Accepts bodies as JSON in UTF-8 only: the API's document describes no forms or plain texts. Many clients send
 * `Content-Type: application/json` also without a body; the type is then ignored: a command without a body is executed,
 * and one that needs a body names the missing members.
 */
export function acceptJsonBodies(application: NestFastifyApplication): void {
  const server = application.getHttpAdapter().getInstance();
  server.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!hasBody) {
      delete headers['content-type'];
      return done();
    }
    const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers;
    if (type === undefined || !JSON_TYPE.test(type))
      return done(refuseMediaType('A body must be sent with `Content-Type: application/json`.'));
    const charset = charsetOf(type);
    if (charset !== undefined && !CHARSETS.has(charset.toLowerCase()))
      return done(
        refuseMediaType(`A body must be sent in UTF-8, and its charset is ${displayName(charset)}.`),
      );
    if (encoding.toLowerCase() !== 'identity')
      return done(refuseMediaType('A body must be sent uncompressed, without a `Content-Encoding`.'));
    done();
  });
  application.useBodyParser('application/json', {}, (_request, body, done) => {
    try {
      done(null, readJson(body));
    } catch (error) {
      done(error instanceof Error ? error : new Error('the body cannot be read', { cause: error }));
    }
  });
}

/** @param contentType with a valid type and subtype */
function charsetOf(contentType: string): string | undefined {
  return new MIMEType(contentType).params.get('charset') ?? undefined;
}

const refuseMediaType = (detail: string): Problem => new Problem(415, 'MEDIA_TYPE_UNSUPPORTED', detail);
