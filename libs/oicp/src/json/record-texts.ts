import { plainSpelling } from '../schema/spelling.js';
import { decodeBody } from './decode.js';
import { endOfString } from './scan.js';

const CONTENT = 'content';

/**
 * The entries of a page (`content`), each exactly as it stood in the body: evidence that was never re-serialised.
 * Their indexes are those of the reading's `content`. Empty for a body that is no page.
 *
 * @param wasRead the body has been read as JSON already: checking that it is would take as long as all the rest
 */
export function recordTexts(body: Uint8Array | string, { wasRead = false } = {}): readonly string[] {
  const { text } = decodeBody(body);
  return wasRead || isJson(text) ? entriesOfContent(text) : [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function entriesOfContent(text: string): readonly string[] {
  let entries: string[] = [];
  let name = '';
  let depth = 0;
  /** Where the current entry of `content` starts; -1 outside of it. */
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      if (depth === 1) name = text.slice(at + 1, end);
      at = end;
    } else if (character === '{' || character === '[') {
      depth += 1;
      if (depth === 2 && character === '[' && plainSpelling(name) === CONTENT) {
        entries = [];
        start = at + 1;
      }
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 1 && start >= 0) {
        entries.push(text.slice(start, at));
        start = -1;
      }
    } else if (character === ',' && depth === 2 && start >= 0) {
      entries.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
