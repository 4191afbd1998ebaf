import type { IncomingHttpHeaders } from 'node:http';

/** Short and without blanks: it is put into headers of messages and given to Hubject's support. */
const FORM = /^[\x21-\x7e]{1,100}$/;

/** HBS's Process-ID of a request, if it has a usable one. */
export function processIdOf(headers: IncomingHttpHeaders): string | undefined {
  const value = headers['process-id'];
  return typeof value === 'string' && FORM.test(value) ? value : undefined;
}
