import type { Type } from '@nestjs/common';
import { rulesOf } from './rules.js';

/** Properties for which `null` differs from absence, by class. */
const meaningful = new WeakMap<object, Set<string | symbol>>();

/** Marks a member of a body whose `null` is a value, such as "remove it", and not the same as absent. */
export const NullHasMeaning = (): PropertyDecorator => (target, property) => {
  const properties = meaningful.get(target.constructor) ?? new Set();
  meaningful.set(target.constructor, properties.add(property));
};

/** The members of a body, or the parameters of a query, sorted by what is known of them. */
export interface Members {
  readonly known: Readonly<Record<string, unknown>>;
  readonly unknown: readonly string[];
  /** Members that were `null`, and thereby count as absent. */
  readonly nulls: ReadonlySet<string>;
}

/**
 * Sorts members. `null` counts as absent, since many serializers write absence like that. An unknown member is unknown
 * whatever its value. Bodies are flat; nested members will need a rule for `null` of their own.
 */
export function readMembers(sent: unknown, type: Type): Members {
  const rules = rulesOf(type);
  const nullable = meaningful.get(type);
  const entries = Object.entries(sent ?? {}) as readonly (readonly [string, unknown])[];
  const isNull = ([name, value]: readonly [string, unknown]): boolean =>
    value === null && nullable?.has(name) !== true;
  const ofType = entries.filter(([name]) => rules.has(name));
  return {
    known: Object.fromEntries(ofType.filter((each) => !isNull(each))),
    unknown: entries.filter(([name]) => !rules.has(name)).map(([name]) => name),
    nulls: new Set(ofType.filter((each) => isNull(each)).map(([name]) => name)),
  };
}
