import { Problem } from '../problems/problem.js';
import { findJsonFault, type JsonFault } from './json-fault.js';

/**
 * Parses a JSON body. Names with a meaning in JavaScript, such as `__proto__`, are ordinary names here: every operation
 * refuses members that it does not know.
 *
 * @returns `undefined` where nothing was sent
 * @throws {Problem} 400 REQUEST_REFUSED where the bytes are not UTF-8, or the text is not JSON
 */
export function readJson(body: Uint8Array): unknown {
  const text = decodeUtf8(body);
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(describeFault(findJsonFault(text)));
  }
}

/** Never quotes what was sent: it may be a PIN. */
function describeFault(fault: JsonFault | undefined): string {
  const place = fault === undefined ? '' : ` at line ${fault.line}, column ${fault.column}`;
  return `The body is not valid JSON${place}. Correct it there, or write it with a JSON library.`;
}

/** Without a byte order mark. */
function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw refuse('The body holds bytes that are not UTF-8. JSON must be sent in UTF-8.');
  }
}

const refuse = (detail: string): Problem => new Problem(400, 'REQUEST_REFUSED', detail);
