import { JSONParser } from '@streamparser/json';

/** Bytes that are searched, one by one: further in, a place is no help to a person and its search costs time. */
const MOST_SEARCHED = 16 * 1024;
const POSITION = / JSON at position (\d+)/;

/**
 * Where a text stops being JSON, completing "is not JSON: …"; `undefined` where that cannot be said. It quotes nothing,
 * unlike the messages of `JSON.parse`: the text may name a driver.
 *
 * @param error what `JSON.parse` threw at the text
 */
export function whereNotJson(text: string, error: unknown): string | undefined {
  const offset = positionIn(error, text) ?? search(text);
  if (offset === undefined) return undefined;
  return offset >= text.trimEnd().length
    ? 'it ends before it is complete'
    : `it cannot be read from ${placeAt(text, offset)} on`;
}

/** Node gives it for some mistakes only. */
function positionIn(error: unknown, text: string): number | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  if (error.message.startsWith('Unexpected end')) return text.length;
  const position = POSITION.exec(error.message)?.[1];
  return position === undefined ? undefined : Number(position);
}

function search(text: string): number | undefined {
  const bytes = new TextEncoder().encode(text.slice(0, MOST_SEARCHED)).subarray(0, MOST_SEARCHED);
  const parser = new JSONParser({ paths: [], keepStack: false });
  let read = 0;
  try {
    for (; read < bytes.length; read += 1) parser.write(bytes.subarray(read, read + 1));
  } catch {
    return new TextDecoder().decode(bytes.subarray(0, read)).length;
  }
  return bytes.length < MOST_SEARCHED && !parser.isEnded ? text.length : undefined;
}

function placeAt(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
