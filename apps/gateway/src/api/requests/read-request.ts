import { z } from 'zod';
import { displayName, toWrongValue, type WrongValue } from '../problems/wrong-value.js';
import type { RequestClass } from './request-class.js';
import type { ReadPart } from './spelling-reader.js';

/** The parsed value, or everything that is wrong. */
export type RequestReading = { readonly value: object } | { readonly wrong: readonly WrongValue[] };

/**
 * Reads the members of a body, or the parameters of a query. `null` counts as absent, since many serializers write absence
 * like that, unless the member's schema has a meaning for it, such as "remove it". An unknown member is refused whatever
 * its value. Bodies are flat; nested members will need a rule for `null` of their own.
 */
export function readRequest(
  part: ReadPart,
  { schema, readers }: RequestClass,
  sent: Readonly<Record<string, unknown>>,
): RequestReading {
  const entries = Object.entries(sent);
  const known = entries.filter(([name]) => readers.has(name));
  const nulls = new Set(
    known.filter(([name, value]) => value === null && !isNullable(schema, name)).map(([name]) => name),
  );
  const members = Object.fromEntries(
    known.filter(([name]) => !nulls.has(name)).map(([name, value]) => [name, readers.get(name)?.read(value)]),
  );
  const wrong = entries.filter(([name]) => !readers.has(name)).map(([name]) => toUnknownValue(part, name));
  const { success, data, error } = schema.safeParse(members, { error: describe });
  if (success && wrong.length === 0) return { value: data };
  const issues = withoutRepetitions(error?.issues ?? []);
  return { wrong: [...wrong, ...issues.map((issue) => toWrong(issue))] };

  function toWrong({ path: [member], code, message }: z.core.$ZodIssue): WrongValue {
    const name = String(member);
    const value = members[name];
    const refusal =
      code === 'invalid_value' && typeof value === 'string'
        ? readers.get(name)?.refusalOf?.(value)
        : undefined;
    const missing = nulls.has(name) ? 'is missing; null counts as absent' : 'is missing';
    return toWrongValue(part, [name], refusal ?? `${name} ${value === undefined ? missing : message}`);
  }
}

/** The refusal of a member or parameter that the operation does not know. */
export const toUnknownValue = (part: ReadPart, name: string): WrongValue =>
  toWrongValue(part, [name], `${displayName(name)} is not known here`);

const isNullable = ({ shape }: RequestClass['schema'], name: string): boolean =>
  shape[name]?.safeParse(null).success === true;

/** Without what an integer says of its safe range beside its own limit. */
const withoutRepetitions = (issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] =>
  issues.filter((issue) => !('note' in issue));

/** What is wrong, to follow the name of a member; for schemas that do not say it themselves. */
function describe(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.inst instanceof z.ZodNumberFormat ? 'an integer number' : nameType(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'array' ? 'must not be empty' : `must not be less than ${issue.minimum}`;
    case 'too_big':
      return isMeasured(issue.origin)
        ? `must not have more than ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'values'}`
        : `must not be greater than ${issue.maximum}`;
    default:
      return undefined;
  }
}

const isMeasured = (origin: string): boolean => origin === 'string' || origin === 'array';

const nameType = (expected: string): string =>
  expected === 'boolean'
    ? 'true or false'
    : `${expected === 'array' || expected === 'object' ? 'an' : 'a'} ${expected}`;
