import { NumberText, storableJson } from '#oicp';
import { storableText } from '#persistence';

/** PostgreSQL's limit on a key in an index is about 2,700 bytes; no identifier comes near this. */
const LONGEST_KEY = 300;
const LONGEST_SHOWN = 500;
/** Beyond it PostgreSQL's numbers, and thereby its `jsonb`, give up. */
const LARGEST_EXPONENT = 1_000;

/** A text to find a row by. */
export function keyText(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text.slice(0, LONGEST_KEY));
}

/** A text for a summary, which events carry and people read: the whole of it is in the raw bytes. */
export function shownText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : storableText(text.slice(0, LONGEST_SHOWN));
}

/** What was read, as JSON text that `jsonb` takes whatever somebody sent. */
export function storableReading(value: unknown): string {
  return storableJson(withoutAbsurdNumbers(value));
}

/** A number that no database holds becomes its text. */
function withoutAbsurdNumbers(value: unknown): unknown {
  if (value instanceof NumberText) return isAbsurd(value.text) ? value.text : value;
  if (Array.isArray(value)) return value.map(withoutAbsurdNumbers);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutAbsurdNumbers(each)]));
}

function isAbsurd(number: string): boolean {
  const exponent = /[eE]([+-]?\d+)$/.exec(number)?.[1] ?? '0';
  return number.length > LARGEST_EXPONENT || Math.abs(Number(exponent)) > LARGEST_EXPONENT;
}
