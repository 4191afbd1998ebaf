import { MIMEType } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '../problems/problem.js';
import { displayName } from '../problems/wrong-value.js';
import { readJson } from './read-json.js';

const JSON_TYPE = /^application\/json\s*(;|$)/i;
/** US-ASCII is a part of UTF-8. */
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii']);

/**
 * Bodies are JSON in UTF-8 and nothing else: what a form or a plain text may hold is not in the API's document. Many
 * clients say `Content-Type: application/json` whether they send a body or not. Where there is none its type means
 * nothing: a command without a body is carried out, and one that needs a body names the members that are missing.
 */
export function acceptJsonBodies(application: NestFastifyApplication): void {
  const server = application.getHttpAdapter().getInstance();
  server.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const isThere = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
    if (!isThere) {
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
      return done(refuseMediaType('A body must be sent as it is, without a `Content-Encoding`.'));
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

/** @param contentType one whose type and subtype are in order */
function charsetOf(contentType: string): string | undefined {
  return new MIMEType(contentType).params.get('charset') ?? undefined;
}

const refuseMediaType = (detail: string): Problem => new Problem(415, 'MEDIA_TYPE_UNSUPPORTED', detail);
