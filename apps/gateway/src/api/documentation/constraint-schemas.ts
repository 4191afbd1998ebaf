import { IS_INSTANT } from '../requests/is-instant.js';
import { NOT_BEFORE } from '../requests/not-before.js';
import type { PropertyRules, FieldRule } from '../requests/rules.js';

/** Keywords of JSON Schema, as OpenAPI 3.0 has them. */
export type Keywords = Readonly<Record<string, unknown>>;

/** RFC 3339 within the years that the API accepts. `format` alone would allow others. */
const INSTANT_PATTERN =
  '^(19[7-9][0-9]|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$';

/** What each rule of class-validator says in JSON Schema, by the rule's name. */
const SCHEMAS: Readonly<Record<string, (...constraints: readonly unknown[]) => Keywords>> = {
  isString: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  minLength: (minLength) => ({ minLength }),
  maxLength: (maxLength) => ({ maxLength }),
  isLength: (minLength, maxLength) => ({ minLength, maxLength }),
  matches: (pattern) => ({ pattern: pattern instanceof RegExp ? pattern.source : pattern }),
  isIn: (values) => ({ enum: values }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  [IS_INSTANT]: () => ({ type: 'string', format: 'date-time', pattern: INSTANT_PATTERN }),
  // JSON Schema cannot compare properties.
  [NOT_BEFORE]: () => ({}),
};

/** Finds rules that the document cannot state yet, by name; a test ensures that there are none. */
export function findUnstatedRules({ rules }: PropertyRules): readonly string[] {
  return rules.map(({ name }) => name).filter((name) => !(name in SCHEMAS));
}

/** Converts the rules for a property to keywords of its schema. */
export function toKeywords({ rules }: PropertyRules): Keywords {
  const items = mergeKeywords(rules.filter(({ each }) => each));
  const own = mergeKeywords(rules.filter(({ each }) => !each));
  return Object.keys(items).length > 0 ? { type: 'array', items, ...own } : own;
}

function mergeKeywords(rules: readonly FieldRule[]): Keywords {
  return Object.assign(
    {},
    ...rules.map(({ name, constraints }) => SCHEMAS[name]?.(...constraints) ?? {}),
  ) as Keywords;
}
