/** A body as text, and whether its bytes were the UTF-8 that OICP demands. */
export interface DecodedBody {
  readonly text: string;
  /** What was wrong with the bytes, completing "The body …". */
  readonly problem?: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('iso-8859-1');

/**
 * Body bytes as text. UTF-8 whenever they are valid UTF-8, whatever the header says: HBS declares ISO-8859-1 on plain
 * ASCII, and valid UTF-8 is never ISO-8859-1 by accident. Otherwise ISO-8859-1, which reads any bytes.
 */
export function decodeBody(body: Uint8Array | string): DecodedBody {
  if (typeof body === 'string') return withoutMark(body);
  try {
    return withoutMark(utf8.decode(body));
  } catch {
    return { text: latin1.decode(body), problem: 'is not UTF-8; it was read as ISO-8859-1' };
  }
}

/** Whether bytes are JSON in UTF-8, whatever their label says. */
export function isJsonInUtf8(body: Uint8Array): boolean {
  try {
    JSON.parse(utf8.decode(body));
    return true;
  } catch {
    return false;
  }
}

/** Decoding bytes drops a byte order mark by itself; a text may still carry one. */
function withoutMark(text: string): DecodedBody {
  return text.startsWith('\uFEFF')
    ? { text: text.slice(1), problem: 'starts with a byte order mark' }
    : { text };
}
