import type { Inspection } from './inspection.js';

type Value = Readonly<Record<string, unknown>>;

/** Exactly one of the fields must be given. */
export function exactlyOne(...names: readonly string[]): (value: Value, inspection: Inspection) => void {
  return (value, inspection) => {
    let given = 0;
    for (const name of names) if (value[name] !== undefined) given += 1;
    if (given === 0) inspection.report('none-given', `must have one of ${names.join(', ')}`);
    if (given > 1) {
      const those = names.filter((name) => value[name] !== undefined);
      inspection.report('several-given', `has ${those.join(', ')}; only one of them is allowed`);
    }
  };
}

/** At least one of the fields must be given. */
export function atLeastOne(...names: readonly string[]): (value: Value, inspection: Inspection) => void {
  return (value, inspection) => {
    if (names.every((name) => value[name] === undefined)) {
      inspection.report('none-given', `must have at least one of ${names.join(', ')}`);
    }
  };
}

/** None of `others` may be given together with `name`. */
export function notTogether(
  name: string,
  ...others: readonly string[]
): (value: Value, inspection: Inspection) => void {
  return (value, inspection) => {
    const given = others.filter((other) => value[other] !== undefined);
    if (value[name] !== undefined && given.length > 0) {
      inspection.reportAt(name, 'not-together', `cannot be combined with ${given.join(', ')}`);
    }
  };
}

/** The field must be absent in this message; `because` completes "is not allowed here: …". */
export function notHere(name: string, because: string): (value: Value, inspection: Inspection) => void {
  return (value, inspection) => {
    if (value[name] !== undefined) inspection.reportAt(name, 'not-here', `is not allowed here: ${because}`);
  };
}
