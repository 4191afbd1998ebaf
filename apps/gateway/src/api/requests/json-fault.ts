import { Tokenizer, TokenParser } from '@streamparser/json';

/** Where a text stops being JSON, in characters from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds where a text stops being JSON; its end if it is truncated. The messages of `JSON.parse` do not always contain
 * the place, and quote the text.
 *
 * @param text one that `JSON.parse` refuses
 * @returns `undefined` where no fault is found
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const bytes = Buffer.from(text);
  const tokenizer = new Tokenizer();
  const parser = new TokenParser();
  let offset = 0;
  tokenizer.onToken = (token) => {
    ({ offset } = token);
    parser.write(token);
  };
  parser.onValue = () => undefined;
  parser.onEnd = () => undefined;
  try {
    tokenizer.write(bytes);
  } catch (error) {
    // An unexpected character has a position of its own; otherwise the token is the place.
    const [, position] = /at position "(\d+)"/.exec(error instanceof Error ? error.message : '') ?? [];
    return toPlace(bytes, position === undefined ? offset : Number(position));
  }
  return isWhole(tokenizer, parser) ? undefined : toPlace(bytes, bytes.length);
}

function isWhole(tokenizer: Tokenizer, parser: TokenParser): boolean {
  try {
    tokenizer.end();
    return parser.isEnded;
  } catch {
    return false;
  }
}

function toPlace(bytes: Buffer, offset: number): JsonFault {
  const lines = bytes
    .subarray(0, offset)
    .toString()
    .split(/\r\n|\r|\n/);
  return { line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 };
}
