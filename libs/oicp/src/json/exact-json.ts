import { NumberText } from './number-text.js';
import { endOfString, QUOTE } from './scan.js';

/**
 * `JSON.parse`, except that a number which a binary float would not give back as it stood is a {@link NumberText}.
 * Node 20's reviver does not see the source of a number; so the text is scanned for such numbers, they are quoted, and
 * the result is parsed natively. Megabytes of signed meter values cost milliseconds that way; a parser written in
 * JavaScript, lossless-json among them, takes over a second for 5 MB of them.
 *
 * @throws {SyntaxError} as `JSON.parse`
 */
export function parseExact(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const numbers = inexactNumbers(text);
  if (numbers.length === 0) return value;
  const mark = `#${Math.random().toString(36).slice(2)}:`;
  try {
    return JSON.parse(quoteNumbers(text, numbers, mark), (_, each: unknown) =>
      typeof each === 'string' && each.startsWith(mark) ? new NumberText(each.slice(mark.length)) : each,
    );
  } catch {
    // Nested so deeply that the reviver's recursion overflows: reading cuts the depth and reports it.
    return value;
  }
}

/** JSON of a value that may hold {@link NumberText}. Recursive: for what has been checked for depth. */
export function stringifyExact(value: unknown): string {
  // Most values hold none, and what is built in is several times as fast.
  return holdsNumberText(value) ? exactText(value) : JSON.stringify(value);
}

function holdsNumberText(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof NumberText) return true;
  for (const each of Object.values(value)) if (holdsNumberText(each)) return true;
  return false;
}

function exactText(value: unknown): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map((each: unknown) => exactText(each)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${exactText(each)}`).join(',')}}`;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where in a valid JSON text the numbers stand that a binary float would change. */
function inexactNumbers(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (startsNumber(code)) {
      const end = endOfNumber(text, at);
      const number = text.slice(at, end);
      if (String(Number(number)) !== number) spans.push({ start: at, end });
      at = end - 1;
    }
  }
  return spans;
}

function quoteNumbers(text: string, numbers: readonly Span[], mark: string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of numbers) {
    parts.push(text.slice(done, start), `"${mark}${text.slice(start, end)}"`);
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (continuesNumber(text.charCodeAt(end))) end += 1;
  return end;
}

function startsNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d;
}

/** Digits, `+`, `-`, `.`, `e`, `E`. */
function continuesNumber(code: number): boolean {
  return startsNumber(code) || code === 0x2b || code === 0x2e || code === 0x45 || code === 0x65;
}
