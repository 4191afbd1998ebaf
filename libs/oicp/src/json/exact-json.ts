import { NumberText } from './number-text.js';
import { findRepeatedMembers, type RepeatedMembers } from './repeated-members.js';
import { scanContents } from './scan.js';

/** A JSON text, and what `JSON.parse` does not say about it. */
export interface ExactJson {
  /** A number which a binary float would not give back as it was written is a {@link NumberText}. */
  readonly value: unknown;
  /** Absent where no member is repeated. */
  readonly repeated?: RepeatedMembers;
}

/**
 * Parses JSON without losing a digit, and finds repeated members.
 *
 * @throws {SyntaxError} as `JSON.parse`
 */
export function parseExact(text: string): ExactJson {
  const { names, hasNumbers } = scanContents(text);
  // Most messages of drivers who wait have no number, and a reviver makes parsing six times as slow.
  const value = hasNumbers ? parseNumbers(text) : (JSON.parse(text) as unknown);
  const repeated = findRepeatedMembers(text, value, names);
  return { value, ...(repeated && { repeated }) };
}

/** As ECMAScript 2026 declares it, and Node from 21 on; TypeScript 6 does not know the context yet. */
const parseWithSource = JSON.parse as (
  text: string,
  reviver: (name: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

function parseNumbers(text: string): unknown {
  try {
    return parseWithSource(text, (_, each, { source }) =>
      source !== undefined && typeof each === 'number' && String(each) !== source
        ? new NumberText(source)
        : each,
    );
  } catch (error) {
    // Nested so deeply that the reviver's recursion overflows: reading cuts the depth and reports it.
    if (error instanceof RangeError) return JSON.parse(text);
    throw error;
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
