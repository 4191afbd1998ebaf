import type { IncomingHttpHeaders } from 'node:http';

/** It goes into headers of messages and to Hubject's support: short, and nothing that could be taken for more than one. */
const FORM = /^[\x21-\x7e]{1,100}$/;

/** HBS's handle of a request, where it gave a usable one. */
export function processIdOf(headers: IncomingHttpHeaders): string | undefined {
  const value = headers['process-id'];
  return typeof value === 'string' && FORM.test(value) ? value : undefined;
}
