import { isUtf8 } from 'node:buffer';

const ASCII = 0x80;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Converts a body to pieces of UTF-8 that end between characters. HBS has sent ISO-8859-1 before: a piece that is not
 * UTF-8 is read as that.
 */
export async function* toWholeCharacters(
  body: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of body) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.findLastIndex((byte) => byte < ASCII) + 1;
    rest = bytes.subarray(end);
    const piece = bytes.subarray(0, end);
    if (piece.length === 0) continue;
    const marked = isFirst && piece.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
    isFirst = false;
    yield toUtf8(marked ? piece.subarray(BYTE_ORDER_MARK.length) : piece);
  }
  if (rest.length > 0) yield toUtf8(rest);
}

function toUtf8(bytes: Buffer): Buffer {
  return isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('latin1'));
}
