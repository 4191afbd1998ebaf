import { Decimal } from '../schema/decimal.js';
import { Instant } from '../schema/instant.js';
import type { Violation } from '../schema/violation.js';
import { NumberText } from './number-text.js';

/** Longer ones are compared as they stand: arithmetic on a hostile number costs seconds. */
const LONGEST_COMPARED_BY_VALUE = 100;

/**
 * Everything a body says, as one text: equal for copies that differ only in how they were written (order of keys, form of
 * numbers, null for absent, white space). Times keep their offset, which says something about the place. Where a part of
 * the body is not in what was read of it, two bodies say the same only if they are the same byte for byte: what nobody
 * could read must not be taken for a copy of something else.
 */
export function canonicalContent(
  { value, violations }: { readonly value: object; readonly violations: readonly Violation[] },
  body: Buffer,
): string {
  const content = canonicalText(value);
  return isWhole(violations) ? content : `${content}\n${body.toString('latin1')}`;
}

/** Whether everything that was sent is in what was read. What is missing was not sent. */
function isWhole(violations: readonly Violation[]): boolean {
  return !violations.some(
    ({ code, severity }) =>
      code === 'repeated-field' ||
      code === 'too-many-violations' ||
      (severity === 'loss' && code !== 'missing' && code !== 'none-given'),
  );
}

function canonicalText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Decimal.isDecimal(value)) return value.toString();
  if (value instanceof Instant) return `${value.canonical} ${value.offsetMinutes ?? ''}`;
  if (value instanceof NumberText) return canonicalNumber(value.text);
  if (typeof value === 'number') return canonicalNumber(String(value));
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, each]) => each !== null && each !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonicalText(each)}`).join(',')}}`;
}

function canonicalNumber(text: string): string {
  return text.length <= LONGEST_COMPARED_BY_VALUE ? new Decimal(text).toString() : text;
}
