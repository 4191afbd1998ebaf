import { Decimal, Instant, NumberText } from '#oicp';

/** Longer ones are compared as they stand: arithmetic on a hostile number costs seconds. */
const LONGEST_COMPARED_BY_VALUE = 100;

/**
 * Everything a record says, as one text: equal for copies that differ only in how they were written down (order of keys,
 * form of numbers, null for absent, white space). Times keep their offset, which says something about the place.
 */
export function canonicalContent(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Decimal.isDecimal(value)) return value.toString();
  if (value instanceof Instant) return `${value.canonical} ${value.offsetMinutes ?? ''}`;
  if (value instanceof NumberText) return canonicalNumber(value.text);
  if (typeof value === 'number') return canonicalNumber(String(value));
  if (Array.isArray(value)) return `[${value.map(canonicalContent).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, each]) => each !== null && each !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonicalContent(each)}`).join(',')}}`;
}

function canonicalNumber(text: string): string {
  return text.length <= LONGEST_COMPARED_BY_VALUE ? new Decimal(text).toString() : text;
}
