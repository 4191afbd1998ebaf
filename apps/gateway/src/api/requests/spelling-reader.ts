import { z } from 'zod';
import { KnownValues, parseBoolean } from '#oicp';

/** The part of a request that is read. */
export type ReadPart = 'query' | 'body';

/** How the values of a member may be spelled. */
export interface SpellingReader {
  /** The value that is meant; what has no such spelling stays as it is, for the schema to refuse. */
  readonly read: (value: unknown) => unknown;
  /** What is wrong with a text that is not in a closed list. */
  readonly refusalOf?: (value: string) => string;
}

/** JSON's syntax of numbers; `Number` would also accept an empty text, as 0, and hexadecimal digits. */
const NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/**
 * How the values of a schema may be spelled: a value of a closed list as the reader of OICP accepts it (`Active`,
 * `evse_data`); in a query, also numbers and booleans as text, and lists as `?plug=a&plug=b` or `?plug=a,b`, since no
 * value of OICP contains a comma.
 *
 * @param noun what the values of a closed list are
 */
export function spellingReaderOf(part: ReadPart, schema: z.ZodType, noun = 'a value'): SpellingReader {
  const kind = innermost(schema);
  if (kind instanceof z.ZodEnum) return closedList(kind.options.map(String), noun);
  if (part === 'body') return { read: (value) => value };
  if (kind instanceof z.ZodNumber) return ofText((text) => (NUMBER.test(text) ? Number(text) : text));
  if (kind instanceof z.ZodBoolean) return ofText((text) => parseBoolean(text) ?? text);
  if (kind instanceof z.ZodArray) return { read: listOf };
  return { read: (value) => value };
}

function innermost(schema: z.ZodType): z.core.$ZodType {
  let inner: z.core.$ZodType = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable)
    inner = inner.unwrap();
  return inner;
}

function closedList(values: readonly string[], noun: string): SpellingReader {
  const known = new KnownValues(values);
  return {
    ...ofText((text) => known.find(text) ?? text),
    refusalOf: (text) => known.refusalOf(text, noun),
  };
}

const ofText = (read: (text: string) => unknown): SpellingReader => ({
  read: (value) => (typeof value === 'string' ? read(value) : value),
});

function listOf(value: unknown): unknown {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  return given.flatMap((each) =>
    typeof each === 'string'
      ? each
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '')
      : [each],
  );
}
