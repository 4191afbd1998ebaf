import { stringifyExact } from './exact-json.js';

/** An escape in JSON text. Matching every escape keeps an escaped backslash before `u0000` from being misread. */
const ESCAPE = /\\(?:u[0-9a-f]{4}|.)/g;
/** NUL, and what `JSON.stringify` escapes because it is half a character. */
const UNSTORABLE = /^\\u(?:0000|d[89a-f])/;

/**
 * JSON text that PostgreSQL takes as `jsonb`: NUL and unpaired surrogates, which it refuses, become `�`.
 * One such record must not cost its page.
 */
export function storableJson(value: unknown): string {
  return stringifyExact(value).replaceAll(ESCAPE, (escape) => (UNSTORABLE.test(escape) ? '\uFFFD' : escape));
}
