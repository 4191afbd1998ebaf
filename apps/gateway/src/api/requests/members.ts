import type { Type } from '@nestjs/common';
import { rulesOf } from './rules.js';

/** Properties whose `null` says something that absence does not, by class. */
const meaningful = new WeakMap<object, Set<string | symbol>>();

/** Of a member of a body: `null` is a value of its own, such as "remove it", and not the same as absent. */
export const NullHasMeaning = (): PropertyDecorator => (target, property) => {
  const properties = meaningful.get(target.constructor) ?? new Set();
  meaningful.set(target.constructor, properties.add(property));
};

/** The members of a body, or the parameters of a query, sorted by what is known of them. */
export interface Members {
  readonly known: Readonly<Record<string, unknown>>;
  readonly unknown: readonly string[];
  /** Those that were `null`, and thereby absent. */
  readonly nulls: ReadonlySet<string>;
}

/**
 * Members of a body that are `null` count as absent: that is how many serializers write it. An unknown one is unknown,
 * whatever its value. Bodies are flat; the rules of the first member with a depth have to say what `null` means there.
 */
export function readMembers(sent: unknown, type: Type): Members {
  const rules = rulesOf(type);
  const kept = meaningful.get(type);
  const entries = Object.entries(sent ?? {}) as readonly (readonly [string, unknown])[];
  const isNull = ([name, value]: readonly [string, unknown]): boolean =>
    value === null && kept?.has(name) !== true;
  const ofType = entries.filter(([name]) => rules.has(name));
  return {
    known: Object.fromEntries(ofType.filter((each) => !isNull(each))),
    unknown: entries.filter(([name]) => !rules.has(name)).map(([name]) => name),
    nulls: new Set(ofType.filter((each) => isNull(each)).map(([name]) => name)),
  };
}
