import { NumberText, storableJson } from '#oicp';

/** Beyond it PostgreSQL's numbers, and thereby its `jsonb`, give up. */
const LARGEST_EXPONENT = 1_000;

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
